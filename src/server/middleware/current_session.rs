use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_sessions::Session;

use crate::server::{
    error::ServerError,
    session::{self, ActiveSession, CurrentSession, EndReason, SessionKey, Standing},
    state::AppState,
};

/// Asked by open pages on their own: it must not keep a session awake.
const BACKGROUND: &str = "/auth/status";

/// Resolves the session, judges its limits, slides the idle one, and has a dead cookie removed at a navigation.
pub async fn current_session(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let Some(session) = request.extensions().get::<Session>().cloned() else {
        return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let slides = request.uri().path() != BACKGROUND;
    let current = match resolve(&state, &session, slides).await {
        Ok(current) => current,
        Err(error) => return error.into_response(),
    };
    let navigation = slides && matches!(*request.method(), Method::GET) && !request.uri().path().starts_with("/auth/");
    request.extensions_mut().insert(current.clone());
    let mut response = next.run(request).await;
    // For the page an error may get outside this layer.
    response.extensions_mut().insert(current.clone());
    if navigation && current.is_dead() {
        // The layer outside sees an empty session and removes the cookie; our store's `delete` does nothing.
        if let Err(error) = session.flush().await {
            return ServerError::from(error).into_response();
        }
    }
    response
}

async fn resolve(state: &AppState, session: &Session, slides: bool) -> Result<CurrentSession, ServerError> {
    let Some(id) = session.id() else { return Ok(CurrentSession::Nobody) };
    let now = state.clock.now();
    match session::resolve(&state.db, SessionKey::of(id), now).await? {
        Standing::Unknown => Ok(CurrentSession::Unknown),
        Standing::Gone(reason) => Ok(CurrentSession::Gone(reason)),
        Standing::SignedIn(active) => {
            if let Some(reason) = session::passed_limit(&active, state.lifecycle.limits(), now) {
                end(state, &active, reason).await
            } else {
                if slides && let Err(error) = session::touch(&state.db, &active, state.lifecycle.limits(), now).await {
                    // Worth a line, not a page: the next request touches again.
                    tracing::warn!(%error, "a session could not be touched");
                }
                Ok(CurrentSession::SignedIn(Arc::from(active)))
            }
        }
    }
}

async fn end(state: &AppState, active: &ActiveSession, reason: EndReason) -> Result<CurrentSession, ServerError> {
    state.lifecycle.end(active.key, reason).await?;
    state.github.forget(active.key);
    Ok(CurrentSession::Gone(reason))
}
