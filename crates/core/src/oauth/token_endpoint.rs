use gatehouse_model::Timestamp;
use oauth2::{
    AuthorizationCode, ExtraTokenFields, PkceCodeVerifier, RequestTokenError, StandardTokenResponse, TokenResponse,
    basic::{BasicErrorResponse, BasicTokenType},
};
use serde::{Deserialize, Serialize};

use super::{OAuth, http::HttpError};
use crate::token::{AccessToken, RefreshToken, TokenPair};

/// The token endpoint.
impl OAuth {
    /// Exchanges a code for tokens (RFC 6749 section 4.1.3, with the verifier of RFC 7636 section 4.5).
    ///
    /// # Errors
    ///
    /// If GitHub refuses, or gives no readable answer before the configured deadline.
    pub async fn exchange(&self, code: AuthorizationCode, verifier: PkceCodeVerifier) -> Result<TokenPair, TokenError> {
        let request = self.client.exchange_code(code).set_pkce_verifier(verifier);
        let answer = request.request_async(&self.http).await?;
        let pair = token_pair(&answer, self.clock.now());
        self.learn(&pair.access);
        Ok(pair)
    }

    /// Exchanges a refresh token for a new pair (RFC 6749 section 6). GitHub accepts it once, and the access token that
    /// came with it stops working at the same moment.
    ///
    /// # Errors
    ///
    /// [`TokenError::RefreshRefused`] if GitHub does not accept it. After any other error the token may or may not have
    /// been used.
    #[expect(clippy::disallowed_methods, reason = "the token's text goes from our secret type into oauth2's")]
    pub async fn refresh(&self, token: &RefreshToken) -> Result<TokenPair, TokenError> {
        let token = oauth2::RefreshToken::new(token.expose().to_owned());
        let answer = self.client.exchange_refresh_token(&token).request_async(&self.http).await?;
        let pair = token_pair(&answer, self.clock.now());
        self.learn(&pair.access);
        Ok(pair)
    }
}

/// Why the token endpoint gave no token.
///
/// Converted from the crate's error without keeping it, since its `Parse` variant holds the response with any tokens in
/// it.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// `bad_verification_code`: used, expired or wrong.
    #[error("GitHub refused the code")]
    CodeRefused,
    /// `bad_refresh_token`: used, expired or revoked.
    #[error("GitHub refused the refresh token")]
    RefreshRefused,
    /// `unverified_user_email`.
    #[error("the person's primary email address is not verified")]
    EmailUnverified,
    /// `incorrect_client_credentials` or `redirect_uri_mismatch`: a problem of our settings, not of the person.
    #[error("GitHub does not accept this application's settings: {0}")]
    Misconfigured(String),
    /// An error GitHub does not document for this request.
    #[error("GitHub answered {0:?}")]
    Refused(String),
    #[error("the token endpoint did not answer")]
    NoAnswer(#[source] HttpError),
    /// Neither a token nor an error, such as an HTML page or a truncated response.
    #[error("the token endpoint's answer is malformed")]
    Unreadable,
}

impl TokenError {
    /// In seconds: how long GitHub asks us to wait, if it does.
    #[must_use]
    pub fn retry_after(&self) -> Option<i64> {
        if let Self::NoAnswer(error) = self { error.retry_after() } else { None }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "bad_verification_code" => Self::CodeRefused,
            "bad_refresh_token" => Self::RefreshRefused,
            "unverified_user_email" => Self::EmailUnverified,
            "incorrect_client_credentials" | "redirect_uri_mismatch" => Self::Misconfigured(code.to_owned()),
            other => Self::Refused(other.chars().filter(char::is_ascii_graphic).take(64).collect()),
        }
    }
}

impl From<RequestTokenError<HttpError, BasicErrorResponse>> for TokenError {
    fn from(error: RequestTokenError<HttpError, BasicErrorResponse>) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer) => Self::from_code(answer.error().as_ref()),
            RequestTokenError::Request(error) => Self::NoAnswer(error),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Self::Unreadable,
        }
    }
}

/// The token endpoint's answer.
pub(super) type GitHubTokens = StandardTokenResponse<GitHubExtra, BasicTokenType>;

/// What GitHub adds to RFC 6749 section 5.1.
#[derive(Debug, Serialize, Deserialize)]
pub struct GitHubExtra {
    /// In seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token_expires_in: Option<i64>,
}

impl ExtraTokenFields for GitHubExtra {}

fn token_pair(answer: &GitHubTokens, now: Timestamp) -> TokenPair {
    let after = |seconds: i64| Timestamp(now.0.saturating_add(seconds));
    let lifetime = answer.expires_in().and_then(|lifetime| i64::try_from(lifetime.as_secs()).ok());
    TokenPair {
        access: AccessToken::new(answer.access_token().secret().as_str()),
        refresh: answer.refresh_token().map(|token| RefreshToken::new(token.secret().as_str())),
        access_expires_at: lifetime.map(after),
        refresh_expires_at: answer.extra_fields().refresh_token_expires_in.map(after),
        scopes: granted_scopes(answer),
    }
}

/// GitHub separates scopes with commas instead of the RFC's spaces, and sends an empty string for none.
fn granted_scopes(answer: &GitHubTokens) -> Vec<String> {
    let texts = answer.scopes().into_iter().flatten().map(|scope| scope.as_str());
    texts.flat_map(|text| text.split([',', ' '])).filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use gatehouse_model::Timestamp;

    use super::{GitHubTokens, TokenPair, token_pair};

    fn pair(json: &str) -> TokenPair {
        let answer: GitHubTokens = serde_json::from_str(json).expect("GitHub's format");
        token_pair(&answer, Timestamp(1_000))
    }

    #[test]
    fn a_lasting_token_has_no_expiry_and_no_refresh_token() {
        let pair = pair(r#"{"access_token":"gho_x","scope":"read:user,user:email","token_type":"bearer"}"#);
        assert!(pair.refresh.is_none() && pair.access_expires_at.is_none());
        assert_eq!(pair.scopes, ["read:user", "user:email"]);
    }

    #[test]
    fn an_expiring_pair_has_the_expiry_that_github_gives() {
        let pair = pair(
            r#"{"access_token":"ghu_x","expires_in":28800,"refresh_token":"ghr_x",
                "refresh_token_expires_in":15897600,"scope":"","token_type":"bearer"}"#,
        );
        assert_eq!(pair.access_expires_at, Some(Timestamp(29_800)));
        assert_eq!(pair.refresh_expires_at, Some(Timestamp(15_898_600)));
        assert!(pair.refresh.is_some() && pair.scopes.is_empty());
    }
}
