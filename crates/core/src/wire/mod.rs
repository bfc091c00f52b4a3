//! What `oauth` and `github` share of HTTP with GitHub: the client, whether an answer is GitHub's own, the rate limit it
//! reports, and how long to back off.
//!
//! A leaf.

mod client;
mod rate_limit;

use http::{HeaderMap, header::CONTENT_TYPE};
use serde::Deserialize;

pub use client::{API_VERSION, API_VERSION_HEADER, client, install_tls, is_untrusted_certificate, trusting};
pub use rate_limit::{Backoff, RateLimitHit, header_number, mentions_secondary_limit};

/// Whether GitHub's API, or an Enterprise server's, wrote these headers. Whatever may stand before it, a proxy or a
/// maintenance page, sends neither.
#[must_use]
pub fn is_from_api(headers: &HeaderMap) -> bool {
    headers.contains_key("x-github-request-id") || headers.contains_key("x-github-media-type")
}

/// The message of an error that is GitHub's own: JSON, with GitHub's headers and a `message` (GitHub REST
/// "Troubleshooting"). `None` means that something else answered, and nothing is known about a token or a resource.
#[must_use]
pub fn error_message(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct ErrorBody {
        message: String,
    }
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let content_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let json = content_type == "application/json"
        || (content_type.starts_with("application/") && content_type.ends_with("+json"));
    let body = serde_json::from_slice::<ErrorBody>(body).ok().filter(|_| json && is_from_api(headers));
    body.map(|body| body.message)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::error_message;

    const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");
    const ID: (&str, &str) = ("x-github-request-id", "C0DE");
    const BODY: &str = r#"{"message": "Not Found", "status": "404"}"#;

    #[rstest]
    #[case::github(&[JSON, ID], BODY, true)]
    #[case::enterprise(&[JSON, ("x-github-media-type", "github.v3; format=json")], BODY, true)]
    #[case::a_page_of_a_proxy(&[("content-type", "text/html"), ID], "<html>", false)]
    #[case::somebody_elses_json(&[JSON], BODY, false)]
    #[case::without_a_sentence(&[JSON, ID], r#"{"error": "Not Found"}"#, false)]
    #[case::json_that_calls_itself_a_page(&[("content-type", "text/html"), ID], BODY, false)]
    #[case::nothing(&[], "", false)]
    fn only_githubs_own_errors_count(
        #[case] headers: &[(&'static str, &'static str)],
        #[case] body: &str,
        #[case] own: bool,
    ) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        assert_eq!(error_message(&headers, body.as_bytes()).is_some(), own);
    }
}
