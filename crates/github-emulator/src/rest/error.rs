//! <https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api>

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// GitHub's error: a sentence, a page, and the status once more as text.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    message: String,
    errors: Option<Value>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, message: &str) -> Self {
        Self { status, message: message.to_owned(), errors: None }
    }

    pub(crate) fn bad_credentials() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Bad credentials")
    }

    pub(crate) fn requires_authentication() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Requires authentication")
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not Found")
    }

    pub(crate) fn missing_scope(scope: &str) -> Self {
        let message = format!("You need at least {scope} scope or user scope to list your organizations.");
        Self::new(StatusCode::FORBIDDEN, &message)
    }

    pub(crate) fn unprocessable(message: &str, errors: Value) -> Self {
        Self { errors: Some(errors), ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, message) }
    }

    pub(crate) fn rate_limited() -> Self {
        Self::new(StatusCode::FORBIDDEN, "API rate limit exceeded for user.")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = json!({
            "message": self.message,
            "documentation_url": "https://docs.github.com/rest",
            "status": self.status.as_u16().to_string(),
        });
        if let Some(errors) = self.errors {
            body["errors"] = errors;
        }
        (self.status, Json(body)).into_response()
    }
}

pub(super) async fn not_found() -> ApiError {
    ApiError::not_found()
}
