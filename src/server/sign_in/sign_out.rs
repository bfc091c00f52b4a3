use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header::SET_COOKIE},
    response::Response,
};

use super::{flow_cookie::FlowCookie, kept, outcome::see_other};
use crate::{
    model::Flash,
    server::{
        access::Leaving,
        config::PublicUrl,
        error::ServerError,
        flash,
        session::{self, ActiveSession, CurrentSession, EndReason},
        state::AppState,
    },
};

/// `POST /auth/sign-out`: the session is gone before the answer leaves. Sent twice, the second changes nothing.
///
/// # Errors
///
/// When the database does not answer; then the person is still signed in, and told so.
pub async fn sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
    Leaving(current): Leaving,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    kept::let_go(&state, &FlowCookie::all(&headers, url)).await?;
    if let Some(active) = current.active() {
        return end_own(&state, active).await;
    }
    // A rotated id's browser holds a newer cookie by now, which this answer must not remove; but where a proof has just
    // given the session that id, it is the one the person means.
    if let CurrentSession::Gone { key, reason: EndReason::Rotated } = current {
        let ended = state.lifecycle.end(key, EndReason::SignedOut).await?;
        return if ended { leave(url, "/", None) } else { see_other("/") };
    }
    if current.is_dead() { leave(url, "/", None) } else { see_other("/") }
}

/// Ends the session that asks.
pub(crate) async fn end_own(state: &AppState, active: &ActiveSession) -> Result<Response, ServerError> {
    state.lifecycle.end(active.key, EndReason::SignedOut).await?;
    state.github.forget(active.key);
    leave(&state.config.public_url, "/", None)
}

/// The answer to whoever's session has just ended by their own act: the cookie goes, and what the browser kept of
/// signed-in pages goes too (W3C Clear Site Data). The next page says `message`, if there is one.
pub(crate) fn leave(url: &PublicUrl, location: &str, message: Option<Flash>) -> Result<Response, ServerError> {
    let mut response = see_other(location)?;
    if let Some(message) = message {
        flash::leave(&mut response, url, message);
    }
    if let Some(removal) = session::remove_cookie(url) {
        response.headers_mut().append(SET_COOKIE, removal);
    }
    let clear = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    response.headers_mut().insert(clear.0, clear.1);
    Ok(response)
}
