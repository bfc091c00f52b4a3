//! Proof Key for Code Exchange (RFC 7636), as far as GitHub takes it: S256 only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use crate::params::Params;

/// A SHA-256 in base64url without padding.
const CHALLENGE_LENGTH: usize = 43;

/// The challenge of an authorisation request; what is wrong with it otherwise.
pub(super) fn challenge(params: &Params) -> Result<Option<String>, &'static str> {
    match (params.get("code_challenge"), params.get("code_challenge_method")) {
        (None, None) => Ok(None),
        (Some(_), None) => Err("code_challenge was sent without code_challenge_method."),
        (None, Some(_)) => Err("code_challenge_method was sent without code_challenge."),
        (Some(challenge), Some("S256")) if challenge.len() == CHALLENGE_LENGTH => Ok(Some(challenge.to_owned())),
        (Some(_), Some("S256")) => Err("code_challenge must be 43 characters long."),
        (Some(_), Some(_)) => Err("code_challenge_method must be S256."),
    }
}

/// A code with a challenge needs its verifier; one without asks for none.
pub(super) fn proves(challenge: Option<&str>, verifier: Option<&str>) -> bool {
    match (challenge, verifier) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(challenge), Some(verifier)) => {
            let made = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
            made.as_bytes().ct_eq(challenge.as_bytes()).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::proves;

    #[test]
    fn the_example_of_rfc_7636_appendix_b_proves_itself() {
        let challenge = Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(proves(challenge, Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
        assert!(!proves(challenge, Some("another")));
        assert!(!proves(challenge, None));
    }
}
