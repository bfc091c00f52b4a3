use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;
use tower_sessions::Session;

use crate::server::{
    db::Error,
    error::ServerError,
    session::{self, ActiveSession, CurrentSession, EndReason, SessionKey, Standing},
    state::AppState,
};

/// Asked by open pages on their own: it must not keep a session awake.
const BACKGROUND: &str = "/auth/status";

/// A page waits so long for a note of ours to be written.
const PATIENCE: Duration = Duration::from_millis(250);

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
            let limits = *state.lifecycle.limits();
            if let Some(reason) = session::passed_limit(&active, &limits, now) {
                return Ok(end(state, &active, reason).await);
            }
            let active: Arc<ActiveSession> = Arc::from(active);
            if slides && session::is_touch_due(&active, &limits, now) {
                let (db, touched) = (state.db.clone(), Arc::clone(&active));
                note(state, "a session could not be touched", async move {
                    session::touch(&db, &touched, &limits, now).await
                })
                .await;
            }
            Ok(CurrentSession::SignedIn(active))
        }
    }
}

/// Gone it is from this moment on, also where its row cannot be ended now: the next look judges it again, and so does the
/// sweep.
async fn end(state: &AppState, active: &ActiveSession, reason: EndReason) -> CurrentSession {
    let (lifecycle, key) = (state.lifecycle.clone(), active.key);
    note(
        state,
        "a session past its limit could not be ended",
        async move { lifecycle.end(key, reason).await.map(|_| ()) },
    )
    .await;
    state.github.forget(active.key);
    CurrentSession::Gone(reason)
}

/// Writes what a page does not hang on. Normally that is done in a moment, and the next look finds it; while others
/// write, the page goes on without it.
async fn note(state: &AppState, failed: &'static str, work: impl Future<Output = Result<(), Error>> + Send + 'static) {
    let task = state.tasks.spawn(async move {
        if let Err(error) = work.await {
            tracing::warn!(%error, "{failed}");
        }
    });
    let _ = timeout(PATIENCE, task).await;
}
