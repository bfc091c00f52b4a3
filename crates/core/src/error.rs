//! The error type of handlers. The cause goes to the log; the person gets an error page.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};

use super::{db::is_busy, session::store_is_busy};

/// A failure on our side.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Too many concurrent writes. Nothing was changed.
    #[error("the database is busy")]
    Busy(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database does not answer")]
    Database(#[source] sqlx::Error),
    #[error("the session cookie could not be changed")]
    Session(#[source] tower_sessions::session::Error),
    #[error("the new session has no id")]
    NoSessionId,
    #[error("a task ended before it was done")]
    TaskEnded,
    /// The failure of work that several requests were waiting for.
    #[error(transparent)]
    Shared(Arc<ServerError>),
    #[error("a header has an invalid value")]
    Header(#[from] http::header::InvalidHeaderValue),
}

/// An error with all its causes, since the outermost message alone ("builder error") is rarely enough.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| {
        let cause = cause.to_string();
        // Some errors include their cause.
        if text.contains(&cause) { text } else { format!("{text}: {cause}") }
    })
}

/// A panic's message. Safe to log: the text is ours or a library's, and holds no secret.
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no text")
}

/// In seconds: as long as a writer waits before it gives up.
const RETRY_IN: HeaderValue = HeaderValue::from_static("5");

impl From<sqlx::Error> for ServerError {
    fn from(error: sqlx::Error) -> Self {
        if is_busy(&error) { Self::Busy(error.into()) } else { Self::Database(error) }
    }
}

impl From<tower_sessions::session::Error> for ServerError {
    fn from(error: tower_sessions::session::Error) -> Self {
        if store_is_busy(&error) { Self::Busy(error.into()) } else { Self::Session(error) }
    }
}

/// 503 with `Retry-After` if a retry may help, otherwise 500. Without a body, which the application adds.
impl IntoResponse for ServerError {
    fn into_response(self) -> Response {
        let cause = std::error::Error::source(&self).map(ToString::to_string).unwrap_or_default();
        let is_busy = match &self {
            Self::Shared(error) => matches!(**error, Self::Busy(_)),
            error => matches!(error, Self::Busy(_)),
        };
        if is_busy {
            tracing::warn!(error = %self, cause, "a request was rejected");
            return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, RETRY_IN)]).into_response();
        }
        tracing::error!(error = %self, cause, "a request failed");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}
