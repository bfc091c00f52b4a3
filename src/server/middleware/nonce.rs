use axum::{extract::Request, middleware::Next, response::Response};

use crate::server::crypto::random_text;

/// The value that lets this answer's own scripts run, and no others.
#[derive(Clone)]
pub struct RequestNonce(pub String);

/// Draws a nonce for the request; pages read it from the extensions, the policy from there, too.
pub async fn nonce(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(RequestNonce(random_text()));
    next.run(request).await
}
