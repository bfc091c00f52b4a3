use axum::{Extension, http::StatusCode};

use crate::server::session::CurrentSession;

/// `GET /auth/status`: 204 while the session stands, 401 when it has ended. Asked by open pages; never slides.
pub async fn status(Extension(current): Extension<CurrentSession>) -> StatusCode {
    if current.stands() { StatusCode::NO_CONTENT } else { StatusCode::UNAUTHORIZED }
}
