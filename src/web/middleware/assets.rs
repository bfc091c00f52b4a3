use crate::web::WebState;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header::CACHE_CONTROL},
    middleware::Next,
    response::Response,
};

/// How long files are kept: for good where their name carries a hash of their content, else only after asking again.
pub async fn cache_assets(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let hashed = state.leptos.hash_files && request.uri().path().starts_with("/pkg/");
    let mut response = next.run(request).await;
    let found = matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT);
    let policy = match (found, hashed) {
        (true, true) => "public, max-age=31536000, immutable",
        (true, false) => "public, no-cache",
        (false, _) => "no-store",
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(policy));
    response
}
