use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, HOST, LOCATION, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{config::PublicUrl, cookies, state::CoreState, telemetry::SecurityEvent};

/// Only accepts state changes from our own pages.
///
/// Goes by `Sec-Fetch-Site` if the browser sends it, otherwise by `Origin`. A request with neither is not a browser's;
/// it passes only without cookies of ours, when it acts for nobody (tower-http's own layer would always let it pass).
pub async fn same_origin(State(state): State<CoreState>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_same_origin(request.headers(), &state.config.public_url) {
        return next.run(request).await;
    }
    SecurityEvent::ForgedRequestRefused.record_for(request.extensions());
    StatusCode::FORBIDDEN.into_response()
}

fn is_same_origin(headers: &HeaderMap, url: &PublicUrl) -> bool {
    // A header that is present but unreadable must not count as absent.
    let origin = headers.get(ORIGIN).map(|value| value.to_str().unwrap_or("unreadable"));
    match (sec_fetch_site_is_own(headers), origin) {
        (Some(own), _) => own,
        (None, Some(origin)) => origin == url.origin(),
        (None, None) => !cookies::any_of_ours(headers),
    }
}

/// What `Sec-Fetch-Site` says, if the browser sends it. `none` means that the user started the request, for example by
/// typing the address or by reloading the answer to a form.
#[must_use]
pub fn sec_fetch_site_is_own(headers: &HeaderMap) -> Option<bool> {
    headers.get("sec-fetch-site").map(|site| site == "same-origin" || site == "none")
}

/// `PUBLIC_URL` may change, and browsers cache a 308 forever.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Health checks use internal host names, and GitHub's webhook proves itself by a signature.
const EXEMPT: [&str; 3] = ["/healthz", "/readyz", "/webhooks/github"];

/// Redirects every other host name to `PUBLIC_URL`. A browser that opened `localhost` when `PUBLIC_URL` says
/// `127.0.0.1` would lose the flow cookie on the way back from GitHub, and no response may ever be built from a `Host`
/// that a stranger chose.
///
/// To avoid redirect loops, a `Host` without its port (as behind nginx's `$host`) or with the scheme's default port
/// counts as ours.
pub async fn canonical_host(State(state): State<CoreState>, request: Request, next: Next) -> Response {
    let url = &state.config.public_url;
    let host = request
        .uri()
        .authority()
        .map(ToString::to_string)
        .or_else(|| request.headers().get(HOST).and_then(|host| host.to_str().ok()).map(str::to_owned));
    let ours = host.is_some_and(|host| url.matches_host(&host));
    if ours || EXEMPT.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match HeaderValue::from_str(&format!("{}{path}", url.origin())) {
        Ok(location) if path.starts_with('/') => {
            (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location), (CACHE_CONTROL, NO_STORE)]).into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::is_same_origin;
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
        assert_eq!(is_same_origin(&headers, &PublicUrl::default()), passes);
    }

    #[test]
    fn an_unreadable_header_is_not_an_absent_one() {
        let mut headers = HeaderMap::new();
        headers.insert("origin", HeaderValue::from_bytes(b"\xff").expect("a header may hold this byte"));
        assert!(!is_same_origin(&headers, &PublicUrl::default()));
    }
}
