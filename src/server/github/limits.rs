use http::{HeaderMap, StatusCode};

use super::GitHubError;
use crate::model::Moment;

/// What a refused answer means (GitHub REST "Rate limits", "Troubleshooting").
///
/// GitHub uses 403 and 429 for both kinds of limit: `retry-after` says how long; else `x-ratelimit-remaining: 0` says
/// until `x-ratelimit-reset`; a 429 with neither is a secondary limit, for which GitHub asks for a minute. A 403 with
/// none of these is about permission.
pub(super) fn judge(status: StatusCode, headers: &HeaderMap, now: Moment) -> GitHubError {
    match status {
        StatusCode::UNAUTHORIZED => GitHubError::Unauthorized,
        StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => {
            if let Some(until) = limited_until(status, headers, now) {
                GitHubError::RateLimited { until }
            } else if text(headers, "x-github-sso").is_some_and(|sso| sso.starts_with("required")) {
                GitHubError::SsoRequired
            } else {
                GitHubError::Forbidden
            }
        }
        StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS => GitHubError::Forbidden,
        StatusCode::NOT_FOUND => GitHubError::NotFound,
        other => GitHubError::Upstream(format!("status {other}")),
    }
}

fn limited_until(status: StatusCode, headers: &HeaderMap, now: Moment) -> Option<Moment> {
    let seconds = |name| number(headers, name);
    if let Some(wait) = seconds("retry-after") {
        return Some(Moment(now.0.saturating_add(wait.clamp(1, 3_600))));
    }
    if seconds("x-ratelimit-remaining") == Some(0) {
        return Some(Moment(seconds("x-ratelimit-reset").unwrap_or(now.0 + 60).clamp(now.0 + 1, now.0 + 3_600)));
    }
    (status == StatusCode::TOO_MANY_REQUESTS).then(|| Moment(now.0 + 60))
}

pub(super) fn number(headers: &HeaderMap, name: &str) -> Option<i64> {
    text(headers, name).and_then(|value| value.parse().ok())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
    use rstest::rstest;

    use super::judge;
    use crate::{model::Moment, server::github::GitHubError};

    const UNTIL_90: GitHubError = GitHubError::RateLimited { until: Moment(1_090) };
    const IN_A_MINUTE: GitHubError = GitHubError::RateLimited { until: Moment(1_060) };

    #[rstest]
    #[case::bad_token(401, &[], GitHubError::Unauthorized)]
    #[case::permission(403, &[("x-ratelimit-remaining", "4999")], GitHubError::Forbidden)]
    #[case::sso(403, &[("x-github-sso", "required; url=https://github.com/orgs/x/sso")], GitHubError::SsoRequired)]
    #[case::primary(403, &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1090")], UNTIL_90)]
    #[case::primary_as_429(429, &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1090")], UNTIL_90)]
    #[case::secondary(403, &[("retry-after", "90")], UNTIL_90)]
    #[case::secondary_without_header(429, &[], IN_A_MINUTE)]
    #[case::reset_in_the_past(403, &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "5")],
        GitHubError::RateLimited { until: Moment(1_001) })]
    #[case::legal(451, &[], GitHubError::Forbidden)]
    #[case::missing(404, &[], GitHubError::NotFound)]
    #[case::broken(502, &[], GitHubError::Upstream("status 502 Bad Gateway".into()))]
    fn each_refusal_is_told_apart(
        #[case] status: u16,
        #[case] headers: &[(&'static str, &'static str)],
        #[case] expected: GitHubError,
    ) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let status = StatusCode::from_u16(status).expect("a status");
        assert_eq!(judge(status, &headers, Moment(1_000)), expected);
    }
}
