//! Routes, layers and a server, put together for applications that need nothing special. Others compose [`sign_in`],
//! [`middleware`] and [`listen`] themselves.

use axum::{
    Extension, RequestPartsExt, Router,
    extract::{FromRef, FromRequestParts},
    http::{Method, StatusCode, request::Parts},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use gatehouse_model::SignInReason;
use tokio::net::TcpListener;
use tower::ServiceBuilder;

use crate::{
    access::SignedIn,
    background,
    flow::ReturnTo,
    listen, middleware, ops,
    session::CurrentSession,
    sign_in::{self, to_sign_in},
    state::CoreState,
};

/// `POST /auth/github`, `GET /auth/github/callback`, `POST /auth/sign-out`, `GET /auth/status`, and the health checks
/// `GET /healthz` and `GET /readyz`.
///
/// The form for the first may have a field `return_to`. The form for signing out must have a field `lineage`, the session's
/// [`device`](crate::session::ActiveSession::device).
pub fn auth_routes<S: Clone + Send + Sync + 'static>(state: &CoreState) -> Router<S>
where
    CoreState: FromRef<S>,
{
    let rate_limit = from_fn_with_state(state.clone(), middleware::rate_limit_sign_in);
    // Without a handler of its own, HEAD would run the callback and consume the code.
    let callback = get(sign_in::callback).head(async || StatusCode::OK);
    Router::new()
        .route("/auth/github", post(sign_in::begin).layer(rate_limit))
        .route("/auth/github/callback", callback)
        .route("/auth/sign-out", post(sign_in::sign_out))
        .route("/auth/status", get(sign_in::status))
        .route("/healthz", get(ops::alive))
        .route("/readyz", get(ops::ready))
}

/// Puts the layers around `router` that a session needs: one host name, no posts from other origins, no caching, no
/// speculative loads, and the session itself, which handlers find as an `Extension<CurrentSession>`.
pub fn with_session<S: Clone + Send + Sync + 'static>(router: Router<S>, state: &CoreState) -> Router<S> {
    router.layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(state.clone(), middleware::canonical_host))
            .layer(from_fn_with_state(state.clone(), middleware::same_origin))
            .layer(from_fn(middleware::no_store))
            .layer(from_fn(middleware::speculative))
            .layer(from_fn_with_state(state.clone(), middleware::current_session)),
    )
}

/// For handlers that need a viewer. Anybody else is sent to the sign-in page, which can lead them back to this one.
impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    CoreState: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let state = CoreState::from_ref(state);
        let current = parts.extract::<Extension<CurrentSession>>().await.map_err(IntoResponse::into_response)?;
        let reason = match &*current {
            CurrentSession::SignedIn(session) => return Ok(Self::new(state, session.clone())),
            CurrentSession::Gone { reason, .. } => reason.sign_in_reason(),
            _ => SignInReason::Required,
        };
        let page = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
        let return_to = page.map(|page| ReturnTo::parse(&state.pages, page.as_str()));
        Err(to_sign_in(&state, reason, return_to.as_ref()).unwrap_or_else(IntoResponse::into_response))
    }
}

/// Serves `router` until `stop` is ready, runs the background tasks meanwhile, and lets requests in progress finish.
pub async fn serve(
    state: CoreState,
    router: Router,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    if state.config.background {
        background::start(&state);
    }
    let stopping = async {
        stop.await;
        tracing::info!("stopping; requests under way may finish");
        state.stopping.cancel();
    };
    let finished = async {
        listen::listen(listener, router, state.config.connections, state.stopping.clone()).await;
        // A pair that GitHub has just issued must still be saved.
        state.tasks.close();
        state.tasks.wait().await;
    };
    let limits = state.config.stop;
    let overdue = async {
        state.stopping.cancelled().await;
        tokio::time::sleep(limits.requests).await;
    };
    tokio::select! {
        _ = async { tokio::join!(stopping, finished) } => {}
        () = overdue => tracing::warn!("stopped with requests under way"),
    }
    if tokio::time::timeout(limits.database, state.db.close()).await.is_err() {
        tracing::warn!("stopped with the database in use");
    }
}
