use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, Scope};

use super::OAuth;

/// What GitHub is told of a flow: the state it must hand back and the challenge its code is bound to.
pub struct Challenge {
    pub state: CsrfToken,
    /// Sent at the exchange only (RFC 7636 section 4.5).
    pub verifier: PkceCodeVerifier,
}

/// Where to send the browser, and what to remember for its return.
pub struct Authorization {
    pub address: String,
    pub challenge: Challenge,
}

impl OAuth {
    /// A fresh flow: 256 bits of state, a new PKCE verifier, the configured scopes.
    #[must_use]
    pub fn authorize(&self) -> Authorization {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = self.scopes.iter().cloned().map(Scope::new);
        let (address, state) = self
            .client
            .authorize_url(|| CsrfToken::new_random_len(32))
            .set_pkce_challenge(challenge)
            .add_scopes(scopes)
            .url();
        Authorization { address: address.into(), challenge: Challenge { state, verifier } }
    }
}
