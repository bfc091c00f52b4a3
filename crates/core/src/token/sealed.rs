use gatehouse_model::Timestamp;

use crate::{
    crypto::{Binding, Keyring, Sealed, SecretKind, random_id},
    token::{OpenTokenError, TokenPair},
};

/// Whose pair it is. Every pair gets its token set id the moment it is received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub token_set_id: String,
    pub issuer: String,
    /// GitHub's numeric id; 0 while unknown.
    pub viewer: i64,
    /// The OAuth client the pair was issued to: only it can revoke the pair.
    pub client_id: String,
}

impl Owner {
    /// The owner of a pair just received, whose viewer GitHub has not named yet.
    #[must_use]
    pub fn unknown(issuer: &str, client_id: &str) -> Self {
        let token_set_id = random_id::<16>();
        Self { token_set_id, issuer: issuer.to_owned(), viewer: 0, client_id: client_id.to_owned() }
    }

    /// The row binding of one of the pair's tokens.
    #[must_use]
    pub fn bound(&self, kind: SecretKind) -> Binding<'_> {
        Binding { kind, row: &self.token_set_id, issuer: &self.issuer, viewer: self.viewer }
    }
}

/// A pair as the database keeps it. The token set and the revocation queue share this form, so that a pair moves from one
/// to the other without a key.
#[derive(Clone)]
pub struct SealedPair {
    pub owner: Owner,
    pub access: Sealed,
    pub refresh: Option<Sealed>,
    pub access_expires_at: Option<Timestamp>,
    pub refresh_expires_at: Option<Timestamp>,
}

impl SealedPair {
    /// Seals `pair` for `owner`.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the text goes from the type straight into the seal")]
    pub fn seal(keyring: &Keyring, owner: Owner, pair: &TokenPair) -> Self {
        let access = keyring.seal(pair.access.expose().as_bytes(), owner.bound(SecretKind::AccessToken));
        let refresh = pair
            .refresh
            .as_ref()
            .map(|token| keyring.seal(token.expose().as_bytes(), owner.bound(SecretKind::RefreshToken)));
        Self {
            access,
            refresh,
            access_expires_at: pair.access_expires_at,
            refresh_expires_at: pair.refresh_expires_at,
            owner,
        }
    }

    /// Whether its refresh token may still give a new pair.
    #[must_use]
    pub fn is_renewable(&self, now: Timestamp) -> bool {
        self.refresh.is_some() && self.refresh_expires_at.is_none_or(|end| now < end)
    }

    /// The same pair under the active key.
    ///
    /// # Errors
    ///
    /// When it does not open here.
    pub fn reseal(&self, keyring: &Keyring) -> Result<Self, OpenTokenError> {
        let pair = TokenPair {
            access: self.open_access(keyring)?,
            refresh: self.open_refresh(keyring)?,
            access_expires_at: self.access_expires_at,
            refresh_expires_at: self.refresh_expires_at,
            scopes: Vec::new(),
        };
        Ok(Self::seal(keyring, self.owner.clone(), &pair))
    }
}
