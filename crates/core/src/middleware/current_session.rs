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

/// Polled by open pages, so it must not extend the session.
const POLLED: &str = "/auth/status";

/// How long a request waits for session bookkeeping to be written.
const WRITE_TIMEOUT: Duration = Duration::from_millis(250);

/// Resolves the session, enforces its limits, extends the idle limit, and removes a dead cookie on navigation.
///
/// Handlers find the result as an `Extension<CurrentSession>`.
pub async fn current_session(State(state): State<CoreState>, mut request: Request, next: Next) -> Response {
    let writes = *request.method() != Method::HEAD;
    let slides = writes && request.uri().path() != POLLED;
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
    // A failure of ours says nothing about the session behind the cookie.
    if navigation
        && current.is_dead()
        && !response.status().is_server_error()
        && let Some(removal) = session::remove_cookie(&state.config.public_url)
    {
        response.headers_mut().append(SET_COOKIE, removal);
    }
    // Error pages are rendered outside this layer.
    response.extensions_mut().insert(current);
    response
}

async fn find(state: &CoreState, headers: &HeaderMap, writes: bool) -> Result<CurrentSession, ServerError> {
    match SessionCookie::from_headers(headers, &state.config.public_url) {
        SessionCookie::Absent => Ok(CurrentSession::Nobody),
        SessionCookie::Malformed => Ok(CurrentSession::Unknown),
        SessionCookie::Valid(id) => resolve(state, id, writes).await,
        SessionCookie::Several(ids) => only_valid_one(state, ids, writes).await,
    }
}

async fn only_valid_one(state: &CoreState, ids: Vec<Id>, writes: bool) -> Result<CurrentSession, ServerError> {
    let mut valid = None;
    for id in ids {
        let current = resolve(state, id, writes).await?;
        if current.is_signed_in() && valid.replace(current).is_some() {
            return Ok(CurrentSession::Ambiguous);
        }
    }
    Ok(valid.unwrap_or(CurrentSession::Ambiguous))
}

/// With `writes`, a session past its limit is ended in the database, not just treated as ended.
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
        write_in_background(state, "a session could not be touched", write).await;
    }
}

/// The session counts as gone even if this write fails: the next request and the sweep enforce the limit again.
async fn end(state: &CoreState, key: SessionKey, reason: EndReason) {
    let lifecycle = state.lifecycle.clone();
    let write = async move { lifecycle.end(key, reason).await.map(|_| ()) };
    write_in_background(state, "a session past its limit could not be ended", write).await;
    state.forget(key);
}

/// Runs a write that the response does not depend on. Normally it completes at once; while the database is busy, the
/// response does not wait for it.
async fn write_in_background(
    state: &CoreState,
    failed: &'static str,
    work: impl Future<Output = Result<(), Error>> + Send + 'static,
) {
    let task = state.tasks.spawn(async move {
        if let Err(error) = work.await {
            tracing::warn!(%error, "{failed}");
        }
    });
    let _ = timeout(WRITE_TIMEOUT, task).await;
}
