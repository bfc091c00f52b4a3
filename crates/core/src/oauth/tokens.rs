use gatehouse_model::Timestamp;
use oauth2::{ExtraTokenFields, StandardTokenResponse, TokenResponse, basic::BasicTokenType};
use serde::{Deserialize, Serialize};

use crate::token::{AccessToken, RefreshToken, TokenPair};

/// GitHub's answer of the token endpoint.
pub(super) type GitHubTokens = StandardTokenResponse<GitHubExtra, BasicTokenType>;

/// What GitHub adds to RFC 6749 section 5.1.
#[derive(Debug, Serialize, Deserialize)]
pub struct GitHubExtra {
    /// Seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token_expires_in: Option<i64>,
}

impl ExtraTokenFields for GitHubExtra {}

impl TokenPair {
    /// From GitHub's answer, received at `now`.
    pub(super) fn from_answer(answer: &GitHubTokens, now: Timestamp) -> Self {
        let after = |seconds: i64| Timestamp(now.0.saturating_add(seconds));
        let lifetime = answer.expires_in().and_then(|life| i64::try_from(life.as_secs()).ok());
        Self {
            access: AccessToken::new(answer.access_token().secret().as_str()),
            refresh: answer.refresh_token().map(|token| RefreshToken::new(token.secret().as_str())),
            access_expires_at: lifetime.map(after),
            refresh_expires_at: answer.extra_fields().refresh_token_expires_in.map(after),
            scopes: granted(answer),
        }
    }
}

/// GitHub separates scopes by commas where the RFC says spaces, and sends an empty text for none.
fn granted(answer: &GitHubTokens) -> Vec<String> {
    let texts = answer.scopes().into_iter().flatten().map(|scope| scope.as_str());
    texts.flat_map(|text| text.split([',', ' '])).filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{GitHubTokens, TokenPair};
    use gatehouse_model::Timestamp;

    fn pair(json: &str) -> TokenPair {
        let answer: GitHubTokens = serde_json::from_str(json).expect("GitHub's form");
        TokenPair::from_answer(&answer, Timestamp(1_000))
    }

    #[test]
    fn a_lasting_token_has_no_end_and_no_refresh() {
        let pair = pair(r#"{"access_token":"gho_x","scope":"read:user,user:email","token_type":"bearer"}"#);
        assert!(pair.refresh.is_none() && pair.access_expires_at.is_none());
        assert_eq!(pair.scopes, ["read:user", "user:email"]);
    }

    #[test]
    fn an_expiring_pair_ends_where_github_says() {
        let pair = pair(
            r#"{"access_token":"ghu_x","expires_in":28800,"refresh_token":"ghr_x",
                "refresh_token_expires_in":15897600,"scope":"","token_type":"bearer"}"#,
        );
        assert_eq!(pair.access_expires_at, Some(Timestamp(29_800)));
        assert_eq!(pair.refresh_expires_at, Some(Timestamp(15_898_600)));
        assert!(pair.refresh.is_some() && pair.scopes.is_empty());
    }
}
