use axum::{
    extract::{Request, State},
    http::{
        HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, HOST, LOCATION},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::state::CoreState;

/// `PUBLIC_URL` may change, and a browser keeps a 308 for good.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Asked under other names by whoever runs us, and called by GitHub, which proves itself by a signature.
const EXEMPT: [&str; 3] = ["/healthz", "/readyz", "/webhooks/github"];

/// One origin. Somebody who opened `localhost` where `PUBLIC_URL` says `127.0.0.1` would lose the flow's cookie on the
/// way back from GitHub; and no answer is ever built from a `Host` a stranger chose.
///
/// A redirect never leads to the address that was asked: a `Host` that lost its port on the way, as behind nginx's `$host`,
/// or that names the scheme's own port, is ours.
pub async fn canonical_host(State(state): State<CoreState>, request: Request, next: Next) -> Response {
    let url = &state.config.public_url;
    let host = request
        .uri()
        .authority()
        .map(ToString::to_string)
        .or_else(|| request.headers().get(HOST).and_then(|host| host.to_str().ok()).map(str::to_owned));
    let ours = host.is_some_and(|host| url.is_asked_by(&host));
    if ours || EXEMPT.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match HeaderValue::from_str(&format!("{}{path}", url.origin())) {
        Ok(location) if path.starts_with('/') => {
            (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location), (CACHE_CONTROL, NO_STORE)]).into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}
