use axum::{
    extract::Request,
    http::{HeaderValue, header::CACHE_CONTROL},
    middleware::Next,
    response::Response,
};

/// Nothing that depends on who asks is kept by a browser or a proxy: pages, redirects, errors, server functions
/// (ASVS 14.3.2). Files go around this layer.
pub async fn no_store(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
