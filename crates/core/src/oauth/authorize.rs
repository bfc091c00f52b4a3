use gatehouse_model::has_scope;
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

/// What a round trip to GitHub is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    SignIn,
    /// GitHub must show who is signed in there and have them choose (`prompt=select_account`), or a silent redirect
    /// would prove nothing. It cannot be made to ask for a password: `auth_time` does not exist there.
    Reauthentication,
}

impl OAuth {
    /// A fresh flow: 256 bits of state, a new PKCE verifier, the configured scopes and `more`.
    #[must_use]
    pub fn authorize(&self, purpose: Purpose, more: Option<&str>) -> Authorization {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let more = more.filter(|more| !has_scope(&self.scopes, more)).map(str::to_owned);
        let scopes = self.scopes.iter().cloned().chain(more).map(Scope::new);
        let mut request = self
            .client
            .authorize_url(|| CsrfToken::new_random_len(32))
            .set_pkce_challenge(challenge)
            .add_scopes(scopes);
        if purpose == Purpose::Reauthentication {
            request = request.add_extra_param("prompt", "select_account");
        }
        let (address, state) = request.url();
        Authorization { address: address.into(), challenge: Challenge { state, verifier } }
    }
}
