use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{client_network::client_network, rate_limiter::slow_down, state::CoreState};

/// Slows a network down that sets sign-ins going faster than a class of people would.
///
/// Coming back from GitHub counts only where nothing was begun (`sign_in::callback`), so that each person counts once.
pub async fn rate_limit_sign_in(State(state): State<CoreState>, request: Request, next: Next) -> Response {
    state.untrusted_proxies.notice(&request, &state.config.trusted_proxies);
    let network = client_network(&request, &state.config.trusted_proxies);
    match state.sign_in_rate.check(network) {
        Ok(()) => next.run(request).await,
        Err(seconds) => slow_down(seconds),
    }
}
