//! Conditional requests (RFC 9110, 13.1.2).
//!
//! <https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate>

use std::hash::{DefaultHasher, Hasher as _};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::caller::Caller;

/// More than any answer here.
const MOST: usize = 16 * 1024 * 1024;

/// What the client already has, if this is a question for which that matters.
pub(super) struct Condition {
    applies: bool,
    known: Option<String>,
}

impl Condition {
    pub(super) fn of(request: &Request) -> Self {
        let known = request.headers().get(header::IF_NONE_MATCH);
        Self {
            applies: request.method() == Method::GET,
            known: known.and_then(|value| value.to_str().ok()).map(str::to_owned),
        }
    }

    /// Gives a good answer its `ETag`, and takes its body away where the client has it.
    ///
    /// The tag depends on the token as well as on the body: GitHub's do, so every refresh empties a client's cache.
    pub(super) async fn judge(self, response: Response, caller: &Caller) -> Response {
        if !self.applies || response.status() != StatusCode::OK {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, MOST).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let token = match caller {
            Caller::Anonymous | Caller::Application => "",
            Caller::Bearer(token) => &token.access,
        };
        let etag = format!("W/\"{:016x}\"", digest(token, &body));
        let unchanged = self.known.is_some_and(|known| known.split(',').any(|tag| same(tag, &etag)));
        if let Ok(etag) = HeaderValue::try_from(etag) {
            parts.headers.insert(header::ETAG, etag);
        }
        if unchanged {
            parts.status = StatusCode::NOT_MODIFIED;
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::empty());
        }
        Response::from_parts(parts, Body::from(body))
    }
}

/// Not SHA-256, which in a debug build takes longer than all the rest of an answer.
fn digest(token: &str, body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(token.as_bytes());
    hasher.write(body);
    hasher.finish()
}

/// Weak comparison (RFC 9110, 8.8.3.2).
fn same(sent: &str, etag: &str) -> bool {
    let sent = sent.trim();
    sent == "*" || sent.trim_start_matches("W/") == etag.trim_start_matches("W/")
}
