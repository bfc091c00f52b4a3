//! The layers that every application needs around its session, whatever its pages look like, and the extractors that
//! tell a handler which network a request comes from.

mod current_session;
mod origin;

use std::{convert::Infallible, net::IpAddr};

use axum::{
    extract::{FromRef, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header::CACHE_CONTROL, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    client_network::{client_address, coarse_network, rate_limit_network},
    rate_limiter::too_many_requests,
    state::CoreState,
};

pub use current_session::current_session;
pub use origin::{canonical_host, same_origin, sec_fetch_site_is_own};

/// Keeps browsers and proxies from caching anything that depends on the session: pages, redirects, errors and server
/// functions (ASVS 14.3.2). Static files bypass this layer.
pub async fn no_store(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Refuses speculative loads. A browser may discard the answer to a page it loads ahead of a click: a sign-in would be
/// consumed, or a download recorded that never happened. A navigation that follows is answered as usual.
///
/// 503 makes a browser drop the load and ask again (Chrome for Developers, "Prerender pages"). `Sec-Purpose` is the
/// Fetch standard's header; `Purpose` and `X-Moz` are its predecessors.
pub async fn speculative(request: Request, next: Next) -> Response {
    if is_speculative(request.headers()) {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    } else {
        next.run(request).await
    }
}

fn is_speculative(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-moz"].iter().flat_map(|name| headers.get_all(*name)).any(|purpose| {
        let purpose = purpose.as_bytes().to_ascii_lowercase();
        [b"prefetch".as_slice(), b"prerender"].iter().any(|kind| purpose.windows(kind.len()).any(|part| part == *kind))
    })
}

/// Limits how fast one network may start sign-ins, at a rate that a whole class behind one address stays below.
///
/// The callback only counts if nothing was started (`sign_in::callback`), so that each sign-in counts once.
pub async fn rate_limit_sign_in(State(state): State<CoreState>, request: Request, next: Next) -> Response {
    let proxies = &state.config.trusted_proxies;
    state.untrusted_proxies.check(&request, proxies);
    let network = rate_limit_network(client_address(request.extensions(), request.headers(), proxies));
    match state.sign_in_rate.check(network) {
        Ok(()) => next.run(request).await,
        Err(seconds) => too_many_requests(seconds),
    }
}

/// The network that rate limits count a request for.
pub struct ClientNetwork(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientNetwork
where
    CoreState: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(rate_limit_network(address(parts, state))))
    }
}

/// The network shown in the list of devices.
pub struct CoarseNetwork(pub String);

impl<S: Send + Sync> FromRequestParts<S> for CoarseNetwork
where
    CoreState: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(coarse_network(address(parts, state))))
    }
}

fn address<S>(parts: &Parts, state: &S) -> IpAddr
where
    CoreState: FromRef<S>,
{
    client_address(&parts.extensions, &parts.headers, &CoreState::from_ref(state).config.trusted_proxies)
}
