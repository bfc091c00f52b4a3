use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header::SET_COOKIE},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;
use tower_sessions::session::Id;

use crate::{
    db::Error,
    error::ServerError,
    session::{self, ActiveSession, CurrentSession, EndReason, SessionCookie, SessionKey, SessionStatus},
    state::CoreState,
};

/// Asked by open pages on their own: it must not keep a session awake.
const BACKGROUND: &str = "/auth/status";

/// A page waits so long for a note of ours to be written.
const PATIENCE: Duration = Duration::from_millis(250);

/// Resolves the session, judges its limits, slides the idle one, and has a dead cookie removed at a navigation.
pub async fn current_session(State(state): State<CoreState>, mut request: Request, next: Next) -> Response {
    let writes = *request.method() != Method::HEAD;
    let slides = writes && request.uri().path() != BACKGROUND;
    let current = match find(&state, request.headers(), writes).await {
        Ok(current) => current,
        Err(error) => return error.into_response(),
    };
    if let Some(active) = current.active().filter(|_| slides) {
        touch(&state, active).await;
    }
    let navigation = slides && matches!(*request.method(), Method::GET) && !request.uri().path().starts_with("/auth/");
    request.extensions_mut().insert(current.clone());
    let mut response = next.run(request).await;
    // Our own failure says nothing of the session behind the cookie.
    if navigation
        && current.is_dead()
        && !response.status().is_server_error()
        && let Some(removal) = session::remove_cookie(&state.config.public_url)
    {
        response.headers_mut().append(SET_COOKIE, removal);
    }
    // For the page an error may get outside this layer.
    response.extensions_mut().insert(current);
    response
}

async fn find(state: &CoreState, headers: &HeaderMap, writes: bool) -> Result<CurrentSession, ServerError> {
    match SessionCookie::from_headers(headers, &state.config.public_url) {
        SessionCookie::Absent => Ok(CurrentSession::Nobody),
        SessionCookie::Malformed => Ok(CurrentSession::Unknown),
        SessionCookie::Valid(id) => resolve(state, id, writes).await,
        SessionCookie::Several(ids) => the_one_that_stands(state, ids, writes).await,
    }
}

async fn the_one_that_stands(state: &CoreState, ids: Vec<Id>, writes: bool) -> Result<CurrentSession, ServerError> {
    let mut standing = None;
    for id in ids {
        let current = resolve(state, id, writes).await?;
        if current.is_signed_in() && standing.replace(current).is_some() {
            return Ok(CurrentSession::Ambiguous);
        }
    }
    Ok(standing.unwrap_or(CurrentSession::Ambiguous))
}

/// `writes`: a session that passed a limit is ended, and not only treated as one that has.
async fn resolve(state: &CoreState, id: Id, writes: bool) -> Result<CurrentSession, ServerError> {
    let (key, now) = (SessionKey::from_id(id), state.clock.now());
    Ok(match session::resolve(&state.db, key, now).await? {
        SessionStatus::Unknown => CurrentSession::Unknown,
        SessionStatus::Ended(reason) => CurrentSession::Gone { key, reason },
        SessionStatus::Active(active) => match session::passed_limit(&active, state.lifecycle.limits(), now) {
            Some(reason) => {
                if writes {
                    end(state, key, reason).await;
                }
                CurrentSession::Gone { key, reason }
            }
            None => CurrentSession::SignedIn(Arc::from(active)),
        },
    })
}

async fn touch(state: &CoreState, active: &Arc<ActiveSession>) {
    let (limits, now) = (*state.lifecycle.limits(), state.clock.now());
    if session::is_touch_due(active, &limits, now) {
        let (db, touched) = (state.db.clone(), Arc::clone(active));
        let write = async move { session::touch(&db, &touched, &limits, now).await };
        note(state, "a session could not be touched", write).await;
    }
}

/// Gone it is from this moment on, also where its row cannot be ended now: the next look judges it again, and so does the
/// sweep.
async fn end(state: &CoreState, key: SessionKey, reason: EndReason) {
    let lifecycle = state.lifecycle.clone();
    let write = async move { lifecycle.end(key, reason).await.map(|_| ()) };
    note(state, "a session past its limit could not be ended", write).await;
    state.github.forget(key);
}

/// Writes what a page does not hang on. Normally that is done in a moment, and the next look finds it; while others
/// write, the page goes on without it.
async fn note(state: &CoreState, failed: &'static str, work: impl Future<Output = Result<(), Error>> + Send + 'static) {
    let task = state.tasks.spawn(async move {
        if let Err(error) = work.await {
            tracing::warn!(%error, "{failed}");
        }
    });
    let _ = timeout(PATIENCE, task).await;
}
