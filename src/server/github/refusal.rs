use http::{HeaderMap, StatusCode};

use super::{GitHubError, sso};
use crate::{
    model::Moment,
    server::wire::{self, Limit},
};

/// What an answer without the thing asked for means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Limited(Limit),
    Other(GitHubError),
}

/// What a refused answer means (GitHub REST "Rate limits", "Troubleshooting"). Only GitHub's own error says anything of a
/// token, a permission or a resource: a proxy's page with the same status is a failure like any other.
pub(super) fn judge(status: StatusCode, headers: &HeaderMap, body: &[u8], web_url: &str, now: Moment) -> Refusal {
    let message = wire::message(headers, body);
    if let Some(limit) = Limit::refused(status, headers, message.as_deref(), now) {
        return Refusal::Limited(limit);
    }
    Refusal::Other(match status {
        _ if message.is_none() => GitHubError::Upstream(format!("status {status}")),
        StatusCode::UNAUTHORIZED => GitHubError::Unauthorized,
        StatusCode::FORBIDDEN if is_suspension(message.as_deref()) => GitHubError::Suspended,
        StatusCode::FORBIDDEN => sso::required(headers, web_url).unwrap_or(GitHubError::Forbidden),
        StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS => GitHubError::Forbidden,
        StatusCode::NOT_FOUND => GitHubError::NotFound,
        other => GitHubError::Upstream(format!("status {other}")),
    })
}

/// `Sorry. Your account was suspended.` Every client of GitHub's tells it by these words.
fn is_suspension(message: Option<&str>) -> bool {
    message.is_some_and(|message| {
        let message = message.to_ascii_lowercase();
        ["account was suspended", "account is suspended"].into_iter().any(|words| message.contains(words))
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
    use rstest::rstest;

    use super::{Refusal, judge};
    use crate::{
        model::{Moment, RateLimit},
        server::{github::GitHubError, wire::Limit},
    };

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
        judge(status, &headers, body.as_bytes(), "https://github.com", Moment(1_000))
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

    #[rstest]
    #[case(401)]
    #[case(403)]
    #[case(404)]
    #[case(451)]
    fn a_page_of_a_proxy_says_nothing(#[case] status: u16) {
        let judged = judged(status, &[("x-ratelimit-remaining", "0"), ("retry-after", "9")], HTML);
        assert!(matches!(judged, Refusal::Other(GitHubError::Upstream(_))), "{judged:?}");
    }

    #[rstest]
    #[case::as_github_says_it("Sorry. Your account was suspended.", GitHubError::Suspended)]
    #[case::as_git_says_it("Your account is suspended. Please visit support.", GitHubError::Suspended)]
    #[case::an_installation("This installation has been suspended", GitHubError::Forbidden)]
    fn a_suspended_account_is_told_by_its_words(#[case] message: &str, #[case] expected: GitHubError) {
        assert_eq!(judged(403, &[], &format!(r#"{{"message": "{message}"}}"#)), Refusal::Other(expected));
    }

    #[test]
    fn a_limit_goes_before_a_permission() {
        let headers = [("retry-after", "90"), ("x-github-sso", "required; url=https://github.com/orgs/x/sso")];
        let limit = Limit { kind: RateLimit::Secondary, seconds: Some(90) };
        assert_eq!(judged(403, &headers, JSON), Refusal::Limited(limit));
        let url = Some("https://github.com/orgs/x/sso".to_owned());
        assert_eq!(judged(403, &headers[1..], JSON), Refusal::Other(GitHubError::SsoRequired { url }));
    }
}
