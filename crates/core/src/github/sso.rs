use http::HeaderMap;
use url::Url;

use super::GitHubError;

/// What `X-GitHub-SSO` says (GitHub "Authenticating with SAML single sign-on", REST "Authenticating").
fn said(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-github-sso").and_then(|value| value.to_str().ok()).map(str::trim)
}

/// `required; url=…`: nothing without the organisation's sign-on. The address lasts an hour and is a person's to follow, so
/// it is handed on only where it leads to GitHub itself.
pub(super) fn required(headers: &HeaderMap, web_url: &str) -> Option<GitHubError> {
    let rest = said(headers)?.strip_prefix("required")?;
    let url = rest.split(';').find_map(|part| part.trim().strip_prefix("url="));
    Some(GitHubError::SsoRequired { url: url.and_then(|url| at_github(url, web_url)) })
}

/// `partial-results; organizations=…`: the list lacks what these organisations keep behind their sign-on.
pub(super) fn is_partial(headers: &HeaderMap) -> bool {
    said(headers).is_some_and(|said| said.starts_with("partial-results"))
}

fn at_github(url: &str, web_url: &str) -> Option<String> {
    let (url, github) = (Url::parse(url).ok()?, Url::parse(web_url).ok()?);
    let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    (plain && url.host().is_some() && url.host() == github.host()).then(|| url.into())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use rstest::rstest;

    use super::{GitHubError, is_partial, required};

    fn headers(value: &'static str) -> HeaderMap {
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
    fn only_an_address_at_github_is_handed_on(#[case] said: &'static str, #[case] url: Option<&str>) {
        let expected = GitHubError::SsoRequired { url: url.map(str::to_owned) };
        assert_eq!(required(&headers(said), "https://github.com"), Some(expected));
    }

    #[test]
    fn a_short_list_is_told_from_none() {
        let partial = headers("partial-results; organizations=21955855,20582480");
        assert!(is_partial(&partial) && required(&partial, "https://github.com").is_none());
        assert!(!is_partial(&headers("required; url=https://github.com/x")) && !is_partial(&HeaderMap::new()));
    }
}
