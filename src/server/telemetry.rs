//! Log lines: what a request asked for, how it ended, and nothing of what it carried.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, Span, field::Empty};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use super::{
    config::{Config, LogFormat},
    crypto::random_name,
};

/// Starts the subscriber of this process.
pub fn start(config: &Config) {
    let filter = EnvFilter::new(&config.log_filter);
    let lines = match config.log_format {
        LogFormat::Text => fmt::layer().boxed(),
        LogFormat::Json => fmt::layer().json().boxed(),
    };
    tracing_subscriber::registry().with(lines).with(filter).init();
}

/// One line a request: name, method, route, status, time. Never the address: a callback's query holds a code. The name
/// is ours; one that a stranger sends is not looked at, so that nobody writes into the log.
pub async fn trace(request: Request, next: Next) -> Response {
    let span = tracing::info_span!("request", id = random_name::<8>(), method = %request.method(), route = Empty);
    let begun = Instant::now();
    async {
        let response = next.run(request).await;
        let (status, took_ms) = (response.status().as_u16(), begun.elapsed().as_millis());
        tracing::info!(status, took_ms, "answered");
        response
    }
    .instrument(span)
    .await
}

/// Notes which route a request matched; outside a route there is none to note.
pub async fn note_route(route: MatchedPath, request: Request, next: Next) -> Response {
    Span::current().record("route", route.as_str());
    next.run(request).await
}
