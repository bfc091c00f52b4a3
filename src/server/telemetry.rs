//! Log lines: what a request asked for, how it ended, and nothing of what it carried.

use axum::{
    extract::MatchedPath,
    http::{HeaderValue, Request, Response},
    middleware::Next,
};
use tower_http::{
    request_id::{MakeRequestId, RequestId, SetRequestIdLayer},
    trace::TraceLayer,
};
use tracing::Span;
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use super::{
    config::{Config, LogFormat},
    crypto::random_bytes,
};

/// Starts the subscriber of this process.
pub fn start(config: &Config) {
    let filter = EnvFilter::new(&config.log_filter);
    let lines = match config.log_format {
        LogFormat::Text => fmt::layer().with_target(true).boxed(),
        LogFormat::Json => fmt::layer().json().boxed(),
    };
    tracing_subscriber::registry().with(lines).with(filter).init();
}

/// A name of our own for every request; one that a stranger sends is replaced, so that nobody writes into our log.
#[derive(Clone, Copy)]
pub struct OwnRequestId;

impl MakeRequestId for OwnRequestId {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let id: String = random_bytes::<8>().iter().map(|byte| format!("{byte:02x}")).collect();
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// Names the request.
pub fn request_id() -> SetRequestIdLayer<OwnRequestId> {
    SetRequestIdLayer::x_request_id(OwnRequestId)
}

/// Notes which route a request matched; outside a route there is none to note.
pub async fn note_route(
    route: MatchedPath,
    request: Request<axum::body::Body>,
    next: Next,
) -> Response<axum::body::Body> {
    Span::current().record("route", route.as_str());
    next.run(request).await
}

/// One line a request: method, route, status, time. Never the address: a callback's query holds a code.
pub fn trace() -> TraceLayer<
    tower_http::classify::SharedClassifier<tower_http::classify::ServerErrorsAsFailures>,
    fn(&Request<axum::body::Body>) -> Span,
    tower_http::trace::DefaultOnRequest,
    fn(&Response<axum::body::Body>, std::time::Duration, &Span),
    tower_http::trace::DefaultOnBodyChunk,
    tower_http::trace::DefaultOnEos,
    (),
> {
    TraceLayer::new_for_http().make_span_with(span as fn(&_) -> _).on_response(ended as fn(&_, _, &_)).on_failure(())
}

fn span(request: &Request<axum::body::Body>) -> Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), route = tracing::field::Empty)
}

fn ended(response: &Response<axum::body::Body>, took: std::time::Duration, _: &Span) {
    tracing::info!(status = response.status().as_u16(), took_ms = took.as_millis(), "answered");
}
