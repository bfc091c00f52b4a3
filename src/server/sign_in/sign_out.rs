use axum::{
    Extension,
    extract::State,
    http::{HeaderName, HeaderValue},
    response::Response,
};
use tower_sessions::Session;

use super::outcome::see_other;
use crate::server::{
    error::ServerError,
    session::{CurrentSession, EndReason, SessionKey},
    state::AppState,
};

/// `POST /auth/sign-out`: the session is gone before the answer leaves. Sent twice, the second changes nothing.
///
/// # Errors
///
/// When the database does not answer; then the person is still signed in, and told so.
pub async fn sign_out(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Extension(current): Extension<CurrentSession>,
) -> Result<Response, ServerError> {
    if let Some(active) = current.active() {
        state.lifecycle.end(active.key, EndReason::SignedOut).await?;
        state.github.forget(active.key);
    }
    // A rotated id's browser holds a newer cookie by now, which this answer must not remove; but where a proof has just
    // given the session that id, it is the one the person means.
    if let (true, Some(id)) = (current.is_rotated(), session.id()) {
        let ended = state.lifecycle.end(SessionKey::of(id), EndReason::SignedOut).await?;
        return if ended { leave(&session, "/").await } else { see_other("/") };
    }
    leave(&session, "/").await
}

/// The answer to whoever's session has just ended by their own act: the cookie goes, and what the browser kept of
/// signed-in pages goes too (W3C Clear Site Data).
pub(crate) async fn leave(session: &Session, location: &str) -> Result<Response, ServerError> {
    session.flush().await?;
    let mut response = see_other(location)?;
    let clear = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    response.headers_mut().insert(clear.0, clear.1);
    Ok(response)
}
