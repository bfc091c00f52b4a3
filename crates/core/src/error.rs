//! The rich error of handlers: its cause goes to the log, the person gets a page.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};

use super::{db::is_busy, session::store_is_busy};

/// Something a handler could not do, through no fault of the person.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Too many want to write. Nothing was changed.
    #[error("the database has no time")]
    Busy(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database does not answer")]
    Database(#[source] sqlx::Error),
    #[error("the session cookie could not be changed")]
    Session(#[source] tower_sessions::session::Error),
    #[error("the new session has no id")]
    NoSessionId,
    #[error("a task ended before its work was done")]
    TaskEnded,
    /// What several requests waited for came to this.
    #[error(transparent)]
    Shared(Arc<ServerError>),
    #[error("a header could not be written")]
    Header(#[from] http::header::InvalidHeaderValue),
}

/// An error with its causes, for operators: "builder error" alone helps nobody.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |told, cause| {
        let cause = cause.to_string();
        // Some say their cause themselves.
        if told.contains(&cause) { told } else { format!("{told}: {cause}") }
    })
}

/// What a panic says. Where it is logged it cannot hold a secret: it is our own text, or a library's.
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no text")
}

/// In seconds: as long as a writer waits in vain.
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

/// 503 with `Retry-After` where another try may do, else 500; without a body: `middleware::error_pages` writes the page.
impl IntoResponse for ServerError {
    fn into_response(self) -> Response {
        let cause = std::error::Error::source(&self).map(ToString::to_string).unwrap_or_default();
        let is_busy = match &self {
            Self::Shared(error) => matches!(**error, Self::Busy(_)),
            error => matches!(error, Self::Busy(_)),
        };
        if is_busy {
            tracing::warn!(error = %self, cause, "a request was turned away");
            return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, RETRY_IN)]).into_response();
        }
        tracing::error!(error = %self, cause, "a request failed on our side");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}
