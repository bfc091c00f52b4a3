use oauth2::{AuthorizationCode, PkceCodeVerifier};

use super::{OAuth, TokenError};
use crate::token::TokenPair;

impl OAuth {
    /// Turns a code into tokens (RFC 6749 section 4.1.3, with the verifier of RFC 7636 section 4.5).
    ///
    /// # Errors
    ///
    /// GitHub's refusal, or that it gave no readable answer within the configured deadline.
    pub async fn exchange(&self, code: AuthorizationCode, verifier: PkceCodeVerifier) -> Result<TokenPair, TokenError> {
        let request = self.client.exchange_code(code).set_pkce_verifier(verifier);
        let answer = request.request_async(&self.http).await?;
        let pair = TokenPair::from_answer(&answer, self.clock.now());
        self.learn(&pair.access);
        Ok(pair)
    }
}
