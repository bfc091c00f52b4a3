use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::client_network::client_network;
use crate::server::{security_event::SecurityEvent, state::AppState};

/// Slows a network down that begins or finishes sign-ins faster than a person.
pub async fn rate_limit_sign_in(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let network = client_network(&request, &state.config.trusted_proxies);
    match state.sign_in_rate.check(network) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            SecurityEvent::RateLimited.record();
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, HeaderValue::from(seconds))]).into_response()
        }
    }
}
