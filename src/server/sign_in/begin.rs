use axum::{
    Extension, Form,
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use serde::Deserialize;

use super::{
    ReturnTo,
    flow::{self, NewFlow, Purpose},
    flow_cookie::FlowCookie,
    outcome::see_other,
};
use crate::{
    model::{Done, ORGANIZATIONS},
    server::{
        error::ServerError,
        oauth::{self, Authorization},
        session::{ActiveSession, CurrentSession},
        state::AppState,
    },
};

#[derive(Deserialize)]
pub struct BeginForm {
    #[serde(default)]
    return_to: String,
}

/// `POST /auth/github`: remembers a flow, ties it to this browser, and sends the browser to GitHub.
///
/// # Errors
///
/// When the database does not answer.
pub async fn begin(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(form): Form<BeginForm>,
) -> Result<Response, ServerError> {
    let authorization = state.oauth.authorize(oauth::Purpose::SignIn, None);
    depart(&state, &headers, &ReturnTo::parse(&form.return_to), &Purpose::SignIn, authorization).await
}

/// `POST /auth/prove`: the same way to GitHub, to come back to this very session.
///
/// # Errors
///
/// As [`begin`].
pub async fn prove(
    State(state): State<AppState>,
    Extension(current): Extension<CurrentSession>,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    // The guard has let only a signed-in browser through.
    let Some(active) = current.active() else { return see_other("/sign-in") };
    let authorization = state.oauth.authorize(oauth::Purpose::Proof, None);
    depart(&state, &headers, &ReturnTo::parse("/prove"), &Purpose::Proof(active.key), authorization).await
}

/// The same way once more, for a pair with the configured scopes, and `read:org` where `organizations` are wanted.
///
/// # Errors
///
/// As [`begin`].
pub(in crate::server) async fn ask_for_scopes(
    state: &AppState,
    headers: &HeaderMap,
    active: &ActiveSession,
    organizations: bool,
) -> Result<Response, ServerError> {
    let authorization = state.oauth.authorize(oauth::Purpose::Proof, organizations.then_some(ORGANIZATIONS));
    let purpose = Purpose::Scopes { session: active.key, organizations };
    let return_to = ReturnTo::parse(&format!("/settings?done={}", Done::Scopes.code()));
    depart(state, headers, &return_to, &purpose, authorization).await
}

async fn depart(
    state: &AppState,
    headers: &HeaderMap,
    return_to: &ReturnTo,
    purpose: &Purpose,
    Authorization { address, challenge }: Authorization,
) -> Result<Response, ServerError> {
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
        return_to,
        purpose,
        challenge: &challenge,
    };
    flow::insert(&state.db, &state.config.keyring, new, now, state.config.most_flows).await?;
    let mut response = see_other(&address)?;
    let removed = surplus.iter().filter_map(|id| FlowCookie::remove(url, id));
    for header in removed.chain(cookie.set(url)) {
        response.headers_mut().append(SET_COOKIE, header);
    }
    Ok(response)
}
