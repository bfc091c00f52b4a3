use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header::ORIGIN},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{config::PublicUrl, cookies, security_event::SecurityEvent, state::CoreState};

/// State changes only by requests from our own pages.
///
/// `Sec-Fetch-Site` where the browser sends it, else `Origin`. A request with neither is no browser's; it passes only
/// without a cookie of ours, because then it acts for nobody (tower-http's own layer would let it pass always).
pub async fn same_origin(State(state): State<CoreState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers(), &state.config.public_url) {
        return next.run(request).await;
    }
    SecurityEvent::ForgedRequestRefused.record_for(request.extensions());
    StatusCode::FORBIDDEN.into_response()
}

fn is_ours(headers: &HeaderMap, url: &PublicUrl) -> bool {
    // A header that is there and unreadable is not the same as one that is absent.
    let origin = headers.get(ORIGIN).map(|value| value.to_str().unwrap_or("unreadable"));
    match (says_ours(headers), origin) {
        (Some(ours), _) => ours,
        (None, Some(origin)) => origin == url.origin(),
        (None, None) => !cookies::any_of_ours(headers),
    }
}

/// What Fetch Metadata says, where the browser sends it. `none`: the person did it themselves, by typing the address or by
/// reloading the answer to a form.
pub fn says_ours(headers: &HeaderMap) -> Option<bool> {
    headers.get("sec-fetch-site").map(|site| site == "same-origin" || site == "none")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::is_ours;
    use crate::config::PublicUrl;

    #[rstest]
    #[case::our_page(&[("sec-fetch-site", "same-origin")], true)]
    #[case::reload(&[("sec-fetch-site", "none")], true)]
    #[case::other_site(&[("sec-fetch-site", "cross-site")], false)]
    #[case::sibling(&[("sec-fetch-site", "same-site")], false)]
    #[case::site_beats_origin(&[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:3000")], false)]
    #[case::old_browser(&[("origin", "http://127.0.0.1:3000")], true)]
    #[case::other_port(&[("origin", "http://127.0.0.1:3001")], false)]
    #[case::longer_name(&[("origin", "http://127.0.0.1:3000.evil.example")], false)]
    #[case::sandboxed(&[("origin", "null")], false)]
    #[case::neither_with_session(&[("cookie", "a=b; gatehouse-session=x")], false)]
    #[case::neither_with_flow(&[("cookie", "__Host-flow-0=x")], false)]
    #[case::neither_alone(&[("cookie", "theme=dark")], true)]
    fn only_our_own_pages_may_post(#[case] headers: &[(&'static str, &'static str)], #[case] passes: bool) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        assert_eq!(is_ours(&headers, &PublicUrl::default()), passes);
    }

    #[test]
    fn an_unreadable_header_is_not_an_absent_one() {
        let mut headers = HeaderMap::new();
        headers.insert("origin", HeaderValue::from_bytes(b"\xff").expect("a header may hold this byte"));
        assert!(!is_ours(&headers, &PublicUrl::default()));
    }
}
