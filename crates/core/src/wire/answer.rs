use http::{HeaderMap, header::CONTENT_TYPE};
use serde::Deserialize;

/// Whether GitHub's API, or an Enterprise server's, wrote these headers. What stands before it, a proxy or a page about
/// maintenance, sends neither.
#[must_use]
pub fn is_of_api(headers: &HeaderMap) -> bool {
    headers.contains_key("x-github-request-id") || headers.contains_key("x-github-media-type")
}

/// GitHub's sentence in an error that is its own: JSON, with its headers, with a `message` (GitHub REST "Troubleshooting").
/// `None`: somebody else answered, and nothing is known of a token or a resource.
#[must_use]
pub fn message(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Shape {
        message: String,
    }
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let json = kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    let shape = serde_json::from_slice::<Shape>(body).ok().filter(|_| json && is_of_api(headers));
    shape.map(|shape| shape.message)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::message;

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
        assert_eq!(message(&headers, body.as_bytes()).is_some(), own);
    }
}
