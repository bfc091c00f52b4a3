//! The rich error of handlers: its cause goes to the log, the person gets a page.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// Something a handler could not do, through no fault of the person.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("the database does not answer")]
    Database(#[from] sqlx::Error),
    #[error("the session cookie could not be changed")]
    Session(#[from] tower_sessions::session::Error),
    #[error("the new session has no id")]
    NoSessionId,
    #[error("a task ended before its work was done")]
    TaskEnded,
    #[error("a header could not be written")]
    Header(#[from] http::header::InvalidHeaderValue),
}

/// Status 500 without a body: `middleware::error_pages` writes the page.
impl IntoResponse for ServerError {
    fn into_response(self) -> Response {
        let cause = std::error::Error::source(&self).map(ToString::to_string).unwrap_or_default();
        tracing::error!(error = %self, cause, "a request failed on our side");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}
