use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::server::{
    client_network::client_network, rate_limiter::slow_down, sign_in::has_flow_cookie, state::AppState,
};

/// Slows a network down that begins or finishes sign-ins faster than a person.
///
/// A callback counts where it brings a flow's cookie. Without one it costs us nothing, and any page elsewhere could send
/// a person's browser here by the dozen, as images, to use up their network's share.
pub async fn rate_limit_sign_in(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST && !has_flow_cookie(request.headers(), &state.config.public_url) {
        return next.run(request).await;
    }
    let network = client_network(&request, &state.config.trusted_proxies);
    match state.sign_in_rate.check(network) {
        Ok(()) => next.run(request).await,
        Err(seconds) => slow_down(seconds),
    }
}
