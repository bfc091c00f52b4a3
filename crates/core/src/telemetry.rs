//! Log lines that say what was requested and how it ended, but nothing about its content; and the security events among
//! them.

use std::{
    io::{IsTerminal, Write},
    time::Instant,
};

use axum::{
    Extension,
    extract::{MatchedPath, Request},
    http::{Extensions, Method},
    middleware::Next,
    response::Response,
};
use gatehouse_model::SignInReason;
use tracing::{Instrument, Span, field::Empty};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use super::{
    config::{Config, LogFormat},
    crypto::random_id,
};

/// Installs the process's subscriber. A server logs to standard output, a command to standard error, away from its
/// results. Colours are only used on terminals.
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

/// Logs one line for each request: id, method, route, status and time. Never the URL, since a callback's query holds a
/// code. The id is our own; request ids from outside are ignored, so that nobody can write into the log.
pub async fn trace(mut request: Request, next: Next) -> Response {
    let method = known_method(request.method());
    let span = tracing::info_span!("request", id = random_id::<8>(), method, route = Empty, decoy = Empty);
    if request.extensions().get::<Decoy>().is_some() {
        span.record("decoy", true);
    }
    request.extensions_mut().insert(RequestSpan(span.clone()));
    let start = Instant::now();
    async {
        let response = next.run(request).await;
        let (status, took_ms) = (response.status().as_u16(), start.elapsed().as_millis());
        tracing::info!(status, took_ms, "answered");
        response
    }
    .instrument(span)
    .await
}

/// HTTP allows any token as a method, and arbitrary text must not reach the log.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// The request's span, for layers that run inside spans of their own.
#[derive(Clone)]
pub struct RequestSpan(Span);

/// Records which route a request matched. Requests that match none have no route in the log.
pub async fn record_route(
    route: MatchedPath,
    Extension(RequestSpan(span)): Extension<RequestSpan>,
    request: Request,
    next: Next,
) -> Response {
    span.record("route", route.as_str());
    next.run(request).await
}

/// An event that operators must be able to find in the log, but that belongs to no known viewer (OWASP "Logging", ASVS
/// 16.3). Events of a viewer are in `audit`. The variants cannot hold a secret.
#[derive(Clone, Copy, Debug)]
pub enum SecurityEvent {
    SignInRefused { reason: SignInReason },
    ForgedRequestRefused,
    RateLimited,
}

/// Marks a request, in its extensions, as one that `/inside` sends against a throwaway session of its own. What it
/// triggers is no attack.
#[derive(Clone, Copy, Debug)]
pub struct Decoy;

impl SecurityEvent {
    /// As [`SecurityEvent::record`], but marks the event if the request is a decoy's.
    pub fn record_for(self, extensions: &Extensions) {
        if extensions.get::<Decoy>().is_some() {
            tracing::info!(target: "security", event = ?self, decoy = true, "caused by /inside itself");
        } else {
            self.record();
        }
    }

    /// Logs the event under the target `security`.
    pub fn record(self) {
        match self {
            Self::SignInRefused { reason } => {
                tracing::warn!(target: "security", event = "sign-in-refused", reason = reason.code());
            }
            Self::ForgedRequestRefused => tracing::warn!(target: "security", event = "forged-request-refused"),
            Self::RateLimited => tracing::warn!(target: "security", event = "rate-limited"),
        }
    }
}
