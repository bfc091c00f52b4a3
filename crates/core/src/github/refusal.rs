use gatehouse_model::{Policy, Timestamp, has_scope};
use http::{HeaderMap, StatusCode};
use url::Url;

use super::{GitHubError, graphql};
use crate::wire::{self, RateLimitHit};

/// Why GitHub did not return what was requested.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Limited(RateLimitHit),
    Other(GitHubError),
}

/// Classifies an answer that is neither 200 nor 304 (GitHub REST "Rate limits", "Troubleshooting"). Only GitHub's own
/// error tells anything about a token, a permission or a resource: a proxy's page with the same status is an upstream
/// failure.
pub(super) fn classify(status: StatusCode, headers: &HeaderMap, body: &[u8], web_url: &str, now: Timestamp) -> Refusal {
    let message = wire::error_message(headers, body);
    if let Some(hit) = RateLimitHit::from_refusal(status, headers, message.as_deref(), now) {
        return Refusal::Limited(hit);
    }
    Refusal::Other(match (status, message) {
        _ if gave_up(status, headers, body) => GitHubError::GaveUp,
        (_, None) => GitHubError::Upstream(format!("status {status}")),
        (StatusCode::UNAUTHORIZED, _) => GitHubError::Unauthorized,
        (StatusCode::FORBIDDEN, Some(message)) => forbidden(headers, &message, web_url),
        (StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS, _) => GitHubError::Forbidden,
        (StatusCode::NOT_FOUND, _) => GitHubError::NotFound,
        (other, _) => GitHubError::Upstream(format!("status {other}")),
    })
}

/// GitHub's own 403: single sign-on, an organisation's policy, a missing scope or permission, or no reason given.
fn forbidden(headers: &HeaderMap, message: &str, web_url: &str) -> GitHubError {
    sso_required(headers, web_url)
        .or_else(|| error_from_message(message))
        .or_else(|| lacks_scope(headers).then_some(GitHubError::ScopeMissing))
        .unwrap_or(GitHubError::Forbidden)
}

/// GitHub aborts whatever takes it more than ten seconds (GitHub REST "Troubleshooting", "Timeouts").
fn gave_up(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> bool {
    status.is_server_error() && wire::is_from_api(headers) && graphql::gave_up(body)
}

/// What the message of a 403 or of a GraphQL error says about who refuses. `None`: nothing beyond the refusal.
///
/// Source: GitHub "Managing allowed IP addresses for your organization", "About OAuth app access restrictions",
/// "Authenticating with SAML single sign-on", REST "Troubleshooting"; the messages are in cli/cli#12150 and
/// RayLabsHQ/gitea-mirror#46, octokit/octokit.rb#761.
pub(super) fn error_from_message(message: &str) -> Option<GitHubError> {
    let message = message.to_ascii_lowercase();
    if message.contains("account was suspended") || message.contains("account is suspended") {
        Some(GitHubError::Suspended)
    } else if message.contains("ip allow list") {
        Some(GitHubError::Closed(Policy::Addresses))
    } else if message.contains("oauth app access restrictions") {
        Some(GitHubError::Closed(Policy::Applications))
    } else if message.contains("saml enforcement") {
        Some(GitHubError::SsoRequired { url: None })
    } else if message.contains("resource not accessible by integration") {
        Some(GitHubError::PermissionMissing)
    } else {
        None
    }
}

/// Whether a 403 is due to a missing scope: the token has scopes, and none that would do. GitHub sends neither header for
/// a GitHub App's token, which has no scopes.
///
/// Source: GitHub "Scopes for OAuth apps": `X-OAuth-Scopes` lists the token's scopes, `X-Accepted-OAuth-Scopes` those the
/// action checks for.
fn lacks_scope(headers: &HeaderMap) -> bool {
    let list = |name| {
        let text = headers.get(name)?.to_str().ok()?;
        Some(text.split(',').map(str::trim).filter(|scope| !scope.is_empty()).collect::<Vec<_>>())
    };
    let (Some(accepted), Some(held)) = (list("x-accepted-oauth-scopes"), list("x-oauth-scopes")) else { return false };
    !accepted.is_empty() && !accepted.iter().any(|accepted| has_scope(&held, accepted))
}

/// `X-GitHub-SSO` (GitHub "Authenticating with SAML single sign-on", REST "Authenticating").
fn sso(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-github-sso").and_then(|value| value.to_str().ok()).map(str::trim)
}

/// `required; url=…`: the organisation requires single sign-on. The address is valid for an hour and meant for a person,
/// so it is passed on only where it leads to GitHub itself.
fn sso_required(headers: &HeaderMap, web_url: &str) -> Option<GitHubError> {
    let parameters = sso(headers)?.strip_prefix("required")?;
    let url = parameters.split(';').find_map(|part| part.trim().strip_prefix("url="));
    Some(GitHubError::SsoRequired { url: url.and_then(|url| url_at_github(url, web_url)) })
}

/// `partial-results; organizations=…`: the list lacks what these organisations keep behind single sign-on.
pub(super) fn is_partial(headers: &HeaderMap) -> bool {
    sso(headers).is_some_and(|value| value.starts_with("partial-results"))
}

fn url_at_github(url: &str, web_url: &str) -> Option<String> {
    let (url, github) = (Url::parse(url).ok()?, Url::parse(web_url).ok()?);
    let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    (plain && url.host().is_some() && url.host() == github.host()).then(|| url.into())
}

#[cfg(test)]
mod tests {
    use gatehouse_model::RateLimit;
    use http::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;

    const JSON: &str = r#"{"message": "Something"}"#;
    const HTML: &str = "<html>";

    fn classified(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Refusal {
        let kind = ("content-type", if body == HTML { "text/html" } else { "application/json; charset=utf-8" });
        let headers: HeaderMap = headers
            .iter()
            .chain([&kind, &("x-github-request-id", "C0DE")])
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let status = StatusCode::from_u16(status).expect("a status");
        classify(status, &headers, body.as_bytes(), "https://github.com", Timestamp(1_000))
    }

    #[rstest]
    #[case::bad_token(401, GitHubError::Unauthorized)]
    #[case::permission(403, GitHubError::Forbidden)]
    #[case::legal(451, GitHubError::Forbidden)]
    #[case::missing(404, GitHubError::NotFound)]
    #[case::broken(502, GitHubError::Upstream("status 502 Bad Gateway".into()))]
    fn each_refusal_has_its_error(#[case] status: u16, #[case] expected: GitHubError) {
        assert_eq!(classified(status, &[("x-ratelimit-remaining", "4999")], JSON), Refusal::Other(expected));
    }

    const ALLOW_LIST: &str = r#"{"message": "Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted to access this resource."}"#;
    const QUERY_TIMED_OUT: &str = r#"{"data": null, "errors": [{"message": "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug."}]}"#;
    const TIMED_OUT: &str = r#"{"message": "We couldn't respond to your request in time. Sorry about that."}"#;

    #[rstest]
    #[case::scope(403, "read:user", JSON, GitHubError::ScopeMissing)]
    #[case::scope_held(403, "read:org", JSON, GitHubError::Forbidden)]
    #[case::addresses(403, "read:org", ALLOW_LIST, GitHubError::Closed(Policy::Addresses))]
    #[case::addresses_whatever_the_scopes(403, "read:user", ALLOW_LIST, GitHubError::Closed(Policy::Addresses))]
    #[case::gave_up(502, "read:org", TIMED_OUT, GitHubError::GaveUp)]
    #[case::gave_up_on_a_query(504, "read:org", QUERY_TIMED_OUT, GitHubError::GaveUp)]
    fn an_answer_says_who_refuses_and_why(
        #[case] status: u16,
        #[case] held: &'static str,
        #[case] body: &str,
        #[case] expected: GitHubError,
    ) {
        let headers = [("x-accepted-oauth-scopes", "admin:org, read:org, repo, user"), ("x-oauth-scopes", held)];
        assert_eq!(classified(status, &headers, body), Refusal::Other(expected));
    }

    #[rstest]
    #[case(401)]
    #[case(403)]
    #[case(404)]
    #[case(451)]
    fn a_proxys_page_says_nothing(#[case] status: u16) {
        let refusal = classified(status, &[("x-ratelimit-remaining", "0"), ("retry-after", "9")], HTML);
        assert!(matches!(refusal, Refusal::Other(GitHubError::Upstream(_))), "{refusal:?}");
    }

    #[test]
    fn a_rate_limit_comes_before_a_permission() {
        let headers = [("retry-after", "90"), ("x-github-sso", "required; url=https://github.com/orgs/x/sso")];
        let hit = RateLimitHit { kind: RateLimit::Secondary, seconds: Some(90) };
        assert_eq!(classified(403, &headers, JSON), Refusal::Limited(hit));
        let url = Some("https://github.com/orgs/x/sso".to_owned());
        assert_eq!(classified(403, &headers[1..], JSON), Refusal::Other(GitHubError::SsoRequired { url }));
    }

    #[rstest]
    #[case::addresses(
        "Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow \
         list enabled, and your IP address is not permitted to access this resource.",
        Some(GitHubError::Closed(Policy::Addresses))
    )]
    #[case::applications(
        "Although you appear to have the correct authorization credentials, the `octo-org` organization has enabled \
         OAuth App access restrictions, meaning that data access to third-parties is limited.",
        Some(GitHubError::Closed(Policy::Applications))
    )]
    #[case::sign_on(
        "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.",
        Some(GitHubError::SsoRequired { url: None })
    )]
    #[case::permission("Resource not accessible by integration", Some(GitHubError::PermissionMissing))]
    #[case::suspended("Sorry. Your account was suspended.", Some(GitHubError::Suspended))]
    #[case::suspended_as_git_says_it("Your account is suspended. Please visit support.", Some(GitHubError::Suspended))]
    #[case::a_suspended_installation("This installation has been suspended", None)]
    #[case::scope("You need at least read:org scope or user scope to list your organizations.", None)]
    #[case::nothing("", None)]
    fn githubs_message_says_who_refuses(#[case] message: &str, #[case] expected: Option<GitHubError>) {
        assert_eq!(error_from_message(message), expected);
    }

    #[rstest]
    #[case::none_of_them(Some("admin:org, read:org, user"), Some("read:user"), true)]
    #[case::no_scope_at_all(Some("read:org"), Some(""), true)]
    #[case::one_of_them(Some("admin:org, read:org"), Some("gist, read:org"), false)]
    #[case::one_that_holds_one_of_them(Some("public_repo"), Some("repo"), false)]
    #[case::nothing_is_checked(Some(""), Some("read:user"), false)]
    #[case::github_does_not_say(None, Some("read:user"), false)]
    #[case::a_github_app(Some("read:org"), None, false)]
    fn a_scope_is_missing_only_where_githubs_headers_say_so(
        #[case] accepted: Option<&'static str>,
        #[case] held: Option<&'static str>,
        #[case] expected: bool,
    ) {
        let named = [("x-accepted-oauth-scopes", accepted), ("x-oauth-scopes", held)];
        let said = named
            .into_iter()
            .filter_map(|(name, value)| Some((HeaderName::from_static(name), HeaderValue::from_static(value?))));
        assert_eq!(lacks_scope(&said.collect::<HeaderMap>()), expected);
    }

    fn sso_header(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(http::HeaderName::from_static("x-github-sso"), HeaderValue::from_static(value))])
    }

    #[rstest]
    #[case::githubs("required; url=https://github.com/orgs/x/sso?a=1", Some("https://github.com/orgs/x/sso?a=1"))]
    #[case::without("required", None)]
    #[case::elsewhere("required; url=https://github.com.evil.example/sso", None)]
    #[case::as_a_user("required; url=https://github.com@evil.example/sso", None)]
    #[case::with_a_user("required; url=https://evil@github.com/sso", None)]
    #[case::in_clear("required; url=http://github.com/sso", None)]
    #[case::a_script("required; url=javascript:alert(1)", None)]
    fn only_an_address_at_github_is_passed_on(#[case] value: &'static str, #[case] url: Option<&str>) {
        let expected = GitHubError::SsoRequired { url: url.map(str::to_owned) };
        assert_eq!(sso_required(&sso_header(value), "https://github.com"), Some(expected));
    }

    #[test]
    fn a_partial_list_is_not_a_refusal() {
        let partial = sso_header("partial-results; organizations=21955855,20582480");
        assert!(is_partial(&partial) && sso_required(&partial, "https://github.com").is_none());
        assert!(!is_partial(&sso_header("required; url=https://github.com/x")) && !is_partial(&HeaderMap::new()));
    }
}
