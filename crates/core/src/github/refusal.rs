use gatehouse_model::Timestamp;
use http::{HeaderMap, StatusCode};

use super::{GitHubError, graphql, refused_by, sso};
use crate::wire::{self, RateLimitHit};

/// What an answer without the thing asked for means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Limited(RateLimitHit),
    Other(GitHubError),
}

/// What a refused answer means (GitHub REST "Rate limits", "Troubleshooting"). Only GitHub's own error says anything of a
/// token, a permission or a resource: a proxy's page with the same status is a failure like any other.
pub(super) fn judge(status: StatusCode, headers: &HeaderMap, body: &[u8], web_url: &str, now: Timestamp) -> Refusal {
    let message = wire::error_message(headers, body);
    if let Some(hit) = RateLimitHit::from_refusal(status, headers, message.as_deref(), now) {
        return Refusal::Limited(hit);
    }
    Refusal::Other(match status {
        _ if gave_up(status, headers, body) => GitHubError::GaveUp,
        _ if message.is_none() => GitHubError::Upstream(format!("status {status}")),
        StatusCode::UNAUTHORIZED => GitHubError::Unauthorized,
        StatusCode::FORBIDDEN => forbidden(headers, message.as_deref().unwrap_or_default(), web_url),
        StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS => GitHubError::Forbidden,
        StatusCode::NOT_FOUND => GitHubError::NotFound,
        other => GitHubError::Upstream(format!("status {other}")),
    })
}

/// GitHub's own 403: an organisation's sign-on or policy, a scope or a permission that is missing, or no more than a no.
fn forbidden(headers: &HeaderMap, message: &str, web_url: &str) -> GitHubError {
    sso::required(headers, web_url)
        .or_else(|| refused_by::sentence(message))
        .or_else(|| refused_by::want_of_scope(headers).then_some(GitHubError::ScopeMissing))
        .unwrap_or(GitHubError::Forbidden)
}

/// GitHub ends what takes it more than ten seconds (GitHub REST "Troubleshooting", "Timeouts").
fn gave_up(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> bool {
    status.is_server_error() && wire::is_from_api(headers) && graphql::gave_up(body)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
    use rstest::rstest;

    use super::{Refusal, judge};
    use crate::{github::GitHubError, wire::RateLimitHit};
    use gatehouse_model::{Policy, RateLimit, Timestamp};

    const JSON: &str = r#"{"message": "Something"}"#;
    const HTML: &str = "<html>";

    fn judged(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Refusal {
        let kind = ("content-type", if body == HTML { "text/html" } else { "application/json; charset=utf-8" });
        let headers: HeaderMap = headers
            .iter()
            .chain([&kind, &("x-github-request-id", "C0DE")])
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let status = StatusCode::from_u16(status).expect("a status");
        judge(status, &headers, body.as_bytes(), "https://github.com", Timestamp(1_000))
    }

    #[rstest]
    #[case::bad_token(401, GitHubError::Unauthorized)]
    #[case::permission(403, GitHubError::Forbidden)]
    #[case::legal(451, GitHubError::Forbidden)]
    #[case::missing(404, GitHubError::NotFound)]
    #[case::broken(502, GitHubError::Upstream("status 502 Bad Gateway".into()))]
    fn each_refusal_is_told_apart(#[case] status: u16, #[case] expected: GitHubError) {
        assert_eq!(judged(status, &[("x-ratelimit-remaining", "4999")], JSON), Refusal::Other(expected));
    }

    const ALLOW_LIST: &str = r#"{"message": "Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted to access this resource."}"#;
    const QUERY_TIMED_OUT: &str = r#"{"data": null, "errors": [{"message": "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug."}]}"#;
    const TIMED_OUT: &str = r#"{"message": "We couldn't respond to your request in time. Sorry about that."}"#;

    #[rstest]
    #[case::scope(403, "read:user", JSON, GitHubError::ScopeMissing)]
    #[case::not_for_want_of_it(403, "read:org", JSON, GitHubError::Forbidden)]
    #[case::addresses(403, "read:org", ALLOW_LIST, GitHubError::Closed(Policy::Addresses))]
    #[case::addresses_whatever_the_scopes(403, "read:user", ALLOW_LIST, GitHubError::Closed(Policy::Addresses))]
    #[case::gave_up(502, "read:org", TIMED_OUT, GitHubError::GaveUp)]
    #[case::gave_up_on_a_query(504, "read:org", QUERY_TIMED_OUT, GitHubError::GaveUp)]
    fn who_refuses_and_for_want_of_what_is_told_apart(
        #[case] status: u16,
        #[case] held: &'static str,
        #[case] body: &str,
        #[case] expected: GitHubError,
    ) {
        let headers = [("x-accepted-oauth-scopes", "admin:org, read:org, repo, user"), ("x-oauth-scopes", held)];
        assert_eq!(judged(status, &headers, body), Refusal::Other(expected));
    }

    #[rstest]
    #[case(401)]
    #[case(403)]
    #[case(404)]
    #[case(451)]
    fn a_page_of_a_proxy_says_nothing(#[case] status: u16) {
        let judged = judged(status, &[("x-ratelimit-remaining", "0"), ("retry-after", "9")], HTML);
        assert!(matches!(judged, Refusal::Other(GitHubError::Upstream(_))), "{judged:?}");
    }

    #[test]
    fn a_limit_goes_before_a_permission() {
        let headers = [("retry-after", "90"), ("x-github-sso", "required; url=https://github.com/orgs/x/sso")];
        let limit = RateLimitHit { kind: RateLimit::Secondary, seconds: Some(90) };
        assert_eq!(judged(403, &headers, JSON), Refusal::Limited(limit));
        let url = Some("https://github.com/orgs/x/sso".to_owned());
        assert_eq!(judged(403, &headers[1..], JSON), Refusal::Other(GitHubError::SsoRequired { url }));
    }
}
