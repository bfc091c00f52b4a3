use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::Response,
};
use gatehouse_model::{Flash, Message};

use super::{kept_pair, see_other, see_other_with};
use crate::{
    access::SignOutForm,
    config::PublicUrl,
    error::ServerError,
    flow::FlowCookie,
    session::{self, ActiveSession, CurrentSession, EndReason},
    state::CoreState,
};

/// `POST /auth/sign-out`: the session has ended before the response is sent. A second request changes nothing.
///
/// # Errors
///
/// If the database fails; the person is then still signed in, and told so.
pub async fn sign_out(
    State(state): State<CoreState>,
    headers: HeaderMap,
    SignOutForm(current): SignOutForm,
) -> Result<Response, ServerError> {
    let url = &state.config.public_url;
    kept_pair::revoke(&state, &FlowCookie::all(&headers, url)).await?;
    if let Some(active) = current.active() {
        return end_current(&state, active).await;
    }
    // The browser of a rotated id has a newer cookie by now, which this response must not remove. But if a reauthentication
    // has just given the session its new id, that session is the one to end.
    if let CurrentSession::Gone { key, reason: EndReason::Rotated } = current {
        let ended = state.lifecycle.end(key, EndReason::SignedOut).await?;
        return if ended { redirect_signed_out(url, "/", Flash::SignedOut) } else { see_other("/") };
    }
    if current.is_dead() { redirect_signed_out(url, "/", Flash::SignedOut) } else { see_other("/") }
}

/// Ends the session that the request comes from.
pub async fn end_current(state: &CoreState, active: &ActiveSession) -> Result<Response, ServerError> {
    state.lifecycle.end(active.key, EndReason::SignedOut).await?;
    state.forget(active.key);
    redirect_signed_out(&state.config.public_url, "/", Flash::SignedOut)
}

/// The response to a viewer who has just ended their own session: the cookie is removed, and the next page shows `message`.
///
/// It has no `Clear-Site-Data`: nothing of ours is in a cache, and `"cache"` makes Chromium walk through its whole cache, of
/// every site, before it shows the page. The message has a second effect. Chromium drops a frozen `no-store` page when
/// cookies that scripts cannot read have changed, but misses the first change if a redirect that set some led to it, as a
/// sign-in does; the message's cookie coming and going are two more.
pub fn redirect_signed_out(
    url: &PublicUrl,
    location: &str,
    message: impl Into<Message>,
) -> Result<Response, ServerError> {
    let mut response = see_other_with(url, location, message)?;
    if let Some(removal) = session::remove_cookie(url) {
        response.headers_mut().append(SET_COOKIE, removal);
    }
    Ok(response)
}
