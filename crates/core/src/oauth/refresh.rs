use super::{OAuth, TokenError};
use crate::token::{RefreshToken, TokenPair};

impl OAuth {
    /// Turns a refresh token into a new pair (RFC 6749 section 6). GitHub takes it once, and the access token that came
    /// with it dies in the same moment.
    ///
    /// # Errors
    ///
    /// [`TokenError::RefreshRefused`] where GitHub takes it no more; else that no readable answer came within the
    /// configured deadline, and then the token may have been used or not.
    #[expect(clippy::disallowed_methods, reason = "the token's text goes from our secret type into oauth2's")]
    pub async fn refresh(&self, token: &RefreshToken) -> Result<TokenPair, TokenError> {
        let token = oauth2::RefreshToken::new(token.expose().to_owned());
        let answer = self.client.exchange_refresh_token(&token).request_async(&self.http).await?;
        let pair = TokenPair::from_answer(&answer, self.clock.now());
        self.learn(&pair.access);
        Ok(pair)
    }
}
