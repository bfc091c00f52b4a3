use gatehouse_model::{Policy, has_scope};
use http::HeaderMap;

use super::GitHubError;

/// What GitHub's sentence says of who refuses, with a 403 as in a GraphQL error. `None`: no more than that it is refused.
///
/// Source: GitHub "Managing allowed IP addresses for your organization", "About OAuth app access restrictions",
/// "Authenticating with SAML single sign-on", REST "Troubleshooting"; the sentences are in cli/cli#12150 and
/// RayLabsHQ/gitea-mirror#46, octokit/octokit.rb#761.
pub(super) fn sentence(message: &str) -> Option<GitHubError> {
    let said = message.to_ascii_lowercase();
    if said.contains("account was suspended") || said.contains("account is suspended") {
        Some(GitHubError::Suspended)
    } else if said.contains("ip allow list") {
        Some(GitHubError::Closed(Policy::Addresses))
    } else if said.contains("oauth app access restrictions") {
        Some(GitHubError::Closed(Policy::Applications))
    } else if said.contains("saml enforcement") {
        Some(GitHubError::SsoRequired { url: None })
    } else if said.contains("resource not accessible by integration") {
        Some(GitHubError::PermissionMissing)
    } else {
        None
    }
}

/// Whether a 403 is for want of a scope: the token has scopes, and none of those that would do. A GitHub App's token has
/// none, and is told none.
///
/// Source: GitHub "Scopes for OAuth apps": `X-OAuth-Scopes` has the token's, `X-Accepted-OAuth-Scopes` what the action
/// checks for.
pub(super) fn want_of_scope(headers: &HeaderMap) -> bool {
    let list = |name| {
        let text = headers.get(name)?.to_str().ok()?;
        Some(text.split(',').map(str::trim).filter(|scope| !scope.is_empty()).collect::<Vec<_>>())
    };
    let (Some(accepted), Some(held)) = (list("x-accepted-oauth-scopes"), list("x-oauth-scopes")) else { return false };
    !accepted.is_empty() && !accepted.iter().any(|accepted| has_scope(&held, accepted))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};
    use rstest::rstest;

    use super::{GitHubError, Policy, sentence, want_of_scope};

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
        "Resource protected by organization SAML enforcement. You must token set your OAuth token access to this organization.",
        Some(GitHubError::SsoRequired { url: None })
    )]
    #[case::permission("Resource not accessible by integration", Some(GitHubError::PermissionMissing))]
    #[case::suspended("Sorry. Your account was suspended.", Some(GitHubError::Suspended))]
    #[case::suspended_as_git_says_it("Your account is suspended. Please visit support.", Some(GitHubError::Suspended))]
    #[case::a_suspended_installation("This installation has been suspended", None)]
    #[case::scope("You need at least read:org scope or user scope to list your organizations.", None)]
    #[case::nothing("", None)]
    fn githubs_sentence_says_who_refuses(#[case] message: &str, #[case] expected: Option<GitHubError>) {
        assert_eq!(sentence(message), expected);
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
        assert_eq!(want_of_scope(&said.collect::<HeaderMap>()), expected);
    }
}
