use std::sync::Arc;

use axum::{
    Extension, Form,
    extract::State,
    http::{HeaderMap, HeaderValue, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use gatehouse_model::ORGANIZATIONS;
use serde::Deserialize;

use super::{
    ReturnTo,
    flow::{self, NewFlow, Purpose},
    flow_cookie::FlowCookie,
    kept, see_other,
};
use crate::{
    access::ViewerForm,
    error::ServerError,
    middleware::CoarseNetwork,
    oauth::{self, Authorization},
    session::{ActiveSession, CurrentSession},
    state::CoreState,
};

#[derive(Deserialize)]
pub struct BeginForm {
    #[serde(default)]
    return_to: String,
    /// `yes`: by another account than the one that GitHub's limit stopped.
    #[serde(default)]
    anew: String,
}

/// `POST /auth/github`: remembers a flow, ties it to this browser, and says where the browser goes
/// on to.
///
/// # Errors
///
/// When the database does not answer.
pub async fn begin(
    State(state): State<CoreState>,
    Extension(current): Extension<CurrentSession>,
    CoarseNetwork(network): CoarseNetwork,
    headers: HeaderMap,
    Form(form): Form<BeginForm>,
) -> Result<Start, ServerError> {
    if form.anew == "yes" {
        kept::let_go(&state, &FlowCookie::all(&headers, &state.config.public_url)).await?;
    } else if let Some(answer) = kept::resume(&state, &headers, &network, &current, Purpose::SignIn).await? {
        return Ok(Start::Answer(answer));
    }
    let authorization = state.oauth.authorize(oauth::Prompt::Default, None);
    let way = Way {
        owner: flow::Owner::Network(network),
        return_to: ReturnTo::parse(&state.pages, &form.return_to),
        purpose: Purpose::SignIn,
        authorization,
    };
    depart(&state, &headers, way).await
}

/// `POST /auth/reauthenticate`: the same way to GitHub, to come back to this very session.
///
/// # Errors
///
/// As [`begin`].
pub async fn reauthenticate(
    State(state): State<CoreState>,
    CoarseNetwork(network): CoarseNetwork,
    headers: HeaderMap,
    ViewerForm { session: active, .. }: ViewerForm,
) -> Result<Start, ServerError> {
    let purpose = Purpose::Reauthentication(active.key);
    let current = CurrentSession::SignedIn(Arc::clone(&active));
    if let Some(answer) = kept::resume(&state, &headers, &network, &current, purpose).await? {
        return Ok(Start::Answer(answer));
    }
    let authorization = state.oauth.authorize(oauth::Prompt::SelectAccount, None);
    let way = Way {
        owner: flow::Owner::Viewer(active.github_id),
        return_to: ReturnTo::parse(&state.pages, state.pages.reauthenticate),
        purpose,
        authorization,
    };
    depart(&state, &headers, way).await
}

/// The same way once more, for a pair with the configured scopes, and `read:org` where `organizations` are wanted.
///
/// # Errors
///
/// As [`begin`].
pub async fn ask_for_scopes(
    state: &CoreState,
    headers: &HeaderMap,
    network: &str,
    active: &Arc<ActiveSession>,
    organizations: bool,
) -> Result<Start, ServerError> {
    let purpose = Purpose::Scopes { session: active.key, organizations };
    let current = CurrentSession::SignedIn(Arc::clone(active));
    if let Some(answer) = kept::resume(state, headers, network, &current, purpose).await? {
        return Ok(Start::Answer(answer));
    }
    let authorization = state.oauth.authorize(oauth::Prompt::SelectAccount, organizations.then_some(ORGANIZATIONS));
    let way = Way {
        owner: flow::Owner::Viewer(active.github_id),
        return_to: ReturnTo::parse(&state.pages, state.pages.settings),
        purpose,
        authorization,
    };
    depart(state, headers, way).await
}

/// What comes of a form that leads to GitHub.
pub enum Start {
    /// The browser goes on to GitHub.
    Departure(Departure),
    /// It need not: what GitHub's limit had stopped went on, or came to something else.
    Answer(Response),
}

/// Where a browser goes on to, and what it must keep for its return. As an answer: a redirect.
///
/// A site whose Content Security Policy has `form-action` shows a page with the address in place of the redirect: the
/// directive judges every redirect that follows a form, an identity provider's too.
pub struct Departure {
    /// GitHub's.
    pub address: String,
    cookies: Vec<HeaderValue>,
}

impl Departure {
    /// Has the browser keep what its return is recognised by.
    pub fn set_cookies(self, answer: &mut Response) {
        for cookie in self.cookies {
            answer.headers_mut().append(SET_COOKIE, cookie);
        }
    }
}

impl IntoResponse for Departure {
    fn into_response(self) -> Response {
        let mut answer = see_other(&self.address).unwrap_or_else(IntoResponse::into_response);
        self.set_cookies(&mut answer);
        answer
    }
}

impl IntoResponse for Start {
    fn into_response(self) -> Response {
        match self {
            Self::Departure(departure) => departure.into_response(),
            Self::Answer(answer) => answer,
        }
    }
}

/// A way to GitHub that is about to begin.
struct Way {
    owner: flow::Owner,
    return_to: ReturnTo,
    purpose: Purpose,
    authorization: Authorization,
}

async fn depart(state: &CoreState, headers: &HeaderMap, way: Way) -> Result<Start, ServerError> {
    let Way { owner, return_to, purpose, authorization } = way;
    let Authorization { address, challenge } = authorization;
    let url = &state.config.public_url;
    let id = flow::id_of(&challenge.state);
    let now = state.clock.now();
    let cookie = FlowCookie::new(id.clone(), now);
    let surplus = FlowCookie::surplus(headers, url);
    flow::forget(&state.db, &surplus).await?;
    let new = NewFlow {
        id: &id,
        browser_hash: cookie.hash(),
        issuer: state.oauth.issuer(),
        owner: &owner,
        return_to: &return_to,
        purpose: &purpose,
        challenge: &challenge,
    };
    flow::insert(&state.db, &state.config.keyring, new, now, state.config.most_flows).await?;
    let removed = surplus.iter().filter_map(|cookie| FlowCookie::remove(url, cookie.id()));
    let cookies = removed.chain(cookie.set(url)).collect();
    Ok(Start::Departure(Departure { address, cookies }))
}
