use axum::{Extension, extract::RawQuery, http::StatusCode};
use url::form_urlencoded;

use crate::session::CurrentSession;

/// `GET /auth/status`: 204 while the session stands, 401 when it has ended, 409 where the page that asks names another
/// lineage than the session's. Asked by open pages; never slides.
pub async fn status(Extension(current): Extension<CurrentSession>, RawQuery(query): RawQuery) -> StatusCode {
    let query = query.unwrap_or_default();
    let mut named = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "lineage");
    match (current.active(), named.next()) {
        (Some(session), Some((_, lineage))) if lineage != session.device.as_str() => StatusCode::CONFLICT,
        _ if current.stands() => StatusCode::NO_CONTENT,
        _ => StatusCode::UNAUTHORIZED,
    }
}
