use std::sync::Arc;

use axum::{
    Extension, Form,
    extract::State,
    http::{HeaderMap, HeaderValue, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use gatehouse_model::ORGANIZATIONS;
use serde::Deserialize;

use super::{kept_pair, see_other, stored_flow};
use crate::{
    access::ViewerForm,
    db::flows::FlowOwner,
    error::ServerError,
    flow::{FlowCookie, FlowPurpose, ReturnTo, id_from_state},
    middleware::CoarseNetwork,
    oauth::{self, Authorization},
    session::{ActiveSession, CurrentSession},
    state::CoreState,
};

#[derive(Deserialize)]
pub struct BeginForm {
    #[serde(default)]
    return_to: String,
    /// `yes`: not the account that GitHub's rate limit stopped.
    #[serde(default)]
    another_account: String,
}

/// `POST /auth/github`: stores a flow, binds it to this browser, and redirects to GitHub.
pub async fn begin(
    State(state): State<CoreState>,
    Extension(current): Extension<CurrentSession>,
    CoarseNetwork(network): CoarseNetwork,
    headers: HeaderMap,
    Form(form): Form<BeginForm>,
) -> Result<Start, ServerError> {
    if form.another_account == "yes" {
        kept_pair::revoke(&state, &FlowCookie::all(&headers, &state.config.public_url)).await?;
    } else if let Some(response) = kept_pair::resume(&state, &headers, &network, &current, FlowPurpose::SignIn).await? {
        return Ok(Start::Answer(response));
    }
    let request = FlowRequest {
        owner: FlowOwner::Network(network),
        return_to: ReturnTo::parse(&state.pages, &form.return_to),
        purpose: FlowPurpose::SignIn,
        authorization: state.oauth.authorize(oauth::Prompt::Default, None),
    };
    depart(&state, &headers, request).await
}

/// `POST /auth/reauthenticate`: the same, to come back to this session.
pub async fn reauthenticate(
    State(state): State<CoreState>,
    CoarseNetwork(network): CoarseNetwork,
    headers: HeaderMap,
    ViewerForm { session: active, .. }: ViewerForm,
) -> Result<Start, ServerError> {
    let purpose = FlowPurpose::Reauthentication(active.key);
    let current = CurrentSession::SignedIn(Arc::clone(&active));
    if let Some(response) = kept_pair::resume(&state, &headers, &network, &current, purpose).await? {
        return Ok(Start::Answer(response));
    }
    let request = FlowRequest {
        owner: FlowOwner::Viewer(active.github_id),
        return_to: ReturnTo::parse(&state.pages, state.pages.reauthenticate),
        purpose,
        authorization: state.oauth.authorize(oauth::Prompt::SelectAccount, None),
    };
    depart(&state, &headers, request).await
}

/// The same, for a pair with the configured scopes, and `read:org` if `organizations` are wanted.
pub async fn ask_for_scopes(
    state: &CoreState,
    headers: &HeaderMap,
    network: &str,
    active: &Arc<ActiveSession>,
    organizations: bool,
) -> Result<Start, ServerError> {
    let purpose = FlowPurpose::Scopes { session: active.key, organizations };
    let current = CurrentSession::SignedIn(Arc::clone(active));
    if let Some(response) = kept_pair::resume(state, headers, network, &current, purpose).await? {
        return Ok(Start::Answer(response));
    }
    let scope = organizations.then_some(ORGANIZATIONS);
    let request = FlowRequest {
        owner: FlowOwner::Viewer(active.github_id),
        return_to: ReturnTo::parse(&state.pages, state.pages.settings),
        purpose,
        authorization: state.oauth.authorize(oauth::Prompt::SelectAccount, scope),
    };
    depart(state, headers, request).await
}

/// What comes of a form that leads to GitHub.
pub enum Start {
    Departure(Departure),
    /// A kept pair made the round trip unnecessary, or it failed.
    Answer(Response),
}

/// A redirect to GitHub, with the flow's cookie.
///
/// A site whose Content Security Policy has `form-action` shows a page with the address instead: the directive applies to
/// every redirect that follows a form, an identity provider's too.
pub struct Departure {
    /// GitHub's.
    pub address: String,
    cookies: Vec<HeaderValue>,
}

impl Departure {
    /// Sets the flow's cookie in `response`.
    pub fn set_cookies(self, response: &mut Response) {
        for cookie in self.cookies {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
}

impl IntoResponse for Departure {
    fn into_response(self) -> Response {
        let mut response = see_other(&self.address).unwrap_or_else(IntoResponse::into_response);
        self.set_cookies(&mut response);
        response
    }
}

impl IntoResponse for Start {
    fn into_response(self) -> Response {
        match self {
            Self::Departure(departure) => departure.into_response(),
            Self::Answer(response) => response,
        }
    }
}

struct FlowRequest {
    owner: FlowOwner,
    return_to: ReturnTo,
    purpose: FlowPurpose,
    authorization: Authorization,
}

async fn depart(state: &CoreState, headers: &HeaderMap, request: FlowRequest) -> Result<Start, ServerError> {
    let Authorization { address, challenge } = request.authorization;
    let url = &state.config.public_url;
    let cookie = FlowCookie::new(id_from_state(&challenge.state), state.clock.now());
    let surplus = FlowCookie::surplus(headers, url);
    stored_flow::delete(&state.db, &surplus).await?;
    stored_flow::insert(state, &cookie, &challenge, &request.owner, &request.return_to, request.purpose).await?;
    let removed = surplus.iter().filter_map(|cookie| cookie.remove(url));
    let cookies = removed.chain(cookie.set(url)).collect();
    Ok(Start::Departure(Departure { address, cookies }))
}
