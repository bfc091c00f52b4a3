//! Log lines: what a request asked for, how it ended, and nothing of what it carried.

use std::{
    io::{IsTerminal, Write},
    time::Instant,
};

use axum::{
    Extension,
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, Span, field::Empty};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use super::{
    config::{Config, LogFormat},
    crypto::random_name,
    security_event::Decoy,
};

/// Starts the subscriber of this process: a server's lines are its output, a command's stay out of its results. Colours
/// are for terminals.
pub fn start<S: Write + IsTerminal + 'static>(config: &Config, stream: fn() -> S) {
    let filter = EnvFilter::new(&config.log_filter);
    let lines = fmt::layer().with_writer(stream);
    let lines = if stream().is_terminal() { lines } else { lines.with_ansi(false) };
    let lines = match config.log_format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry().with(lines).with(filter).init();
}

/// One line a request: name, method, route, status, time. Never the address: a callback's query holds a code. The name
/// is ours; one that a stranger sends is not looked at, so that nobody writes into the log.
pub async fn trace(mut request: Request, next: Next) -> Response {
    let method = known_method(request.method());
    let span = tracing::info_span!("request", id = random_name::<8>(), method, route = Empty, decoy = Empty);
    if request.extensions().get::<Decoy>().is_some() {
        span.record("decoy", true);
    }
    request.extensions_mut().insert(RequestSpan(span.clone()));
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

/// A method is any word to HTTP; a stranger's word does not go into the log.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// The span of the request, for layers that run inside spans of their own.
#[derive(Clone)]
pub struct RequestSpan(Span);

/// Notes which route a request matched; outside a route there is none to note.
pub async fn note_route(
    route: MatchedPath,
    Extension(RequestSpan(span)): Extension<RequestSpan>,
    request: Request,
    next: Next,
) -> Response {
    span.record("route", route.as_str());
    next.run(request).await
}
