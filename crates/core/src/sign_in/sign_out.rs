use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use gatehouse_model::{Flash, Message};

use super::{
    flow_cookie::FlowCookie,
    kept,
    outcome::{see_other, see_other_with},
};
use crate::{
    access::Leaving,
    config::PublicUrl,
    error::ServerError,
    session::{self, ActiveSession, CurrentSession, EndReason},
    state::CoreState,
};

/// `POST /auth/sign-out`: the session is gone before the answer leaves. Sent twice, the second changes nothing.
///
/// # Errors
///
/// When the database does not answer; then the person is still signed in, and told so.
pub async fn sign_out(
    State(state): State<CoreState>,
    headers: HeaderMap,
    Leaving(current): Leaving,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    kept::let_go(&state, &FlowCookie::all(&headers, url)).await?;
    if let Some(active) = current.active() {
        return end_own(&state, active).await;
    }
    // A rotated id's browser holds a newer cookie by now, which this answer must not remove; but where a reauthentication has just
    // given the session that id, it is the one the person means.
    if let CurrentSession::Gone { key, reason: EndReason::Rotated } = current {
        let ended = state.lifecycle.end(key, EndReason::SignedOut).await?;
        return if ended { leave(url, "/", Flash::SignedOut) } else { see_other("/") };
    }
    if current.is_dead() { leave(url, "/", Flash::SignedOut) } else { see_other("/") }
}

/// Ends the session that asks.
pub async fn end_own(state: &CoreState, active: &ActiveSession) -> Result<Response, ServerError> {
    state.lifecycle.end(active.key, EndReason::SignedOut).await?;
    state.github.forget(active.key);
    leave(&state.config.public_url, "/", Flash::SignedOut)
}

/// The answer to whoever's session has just ended by their own action: the cookie goes, and the next page says `message`.
///
/// No `Clear-Site-Data`: nothing of ours is in a cache, and `"cache"` makes Chromium walk through all it has kept, of every
/// site, before it shows that page. The message does a second thing. Chromium drops a frozen `no-store` page when cookies
/// that scripts can't read have changed, but misses the first change where a redirect that set some led to it, as a sign-in
/// does; the message's coming and going are two more.
pub fn leave(url: &PublicUrl, location: &str, message: impl Into<Message>) -> Result<Response, ServerError> {
    let mut response = see_other_with(url, location, message)?;
    if let Some(removal) = session::remove_cookie(url) {
        response.headers_mut().append(SET_COOKIE, removal);
    }
    Ok(response)
}
