use gatehouse_model::Timestamp;

use super::{AccessToken, RefreshToken, TokenPair};
use crate::crypto::{Binding, Keyring, OpenError, Sealed, SecretKind, random_id};

/// Who a pair belongs to. Every pair gets its token set id the moment it is received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenOwner {
    pub token_set_id: String,
    pub issuer: String,
    /// GitHub's numeric id; 0 while unknown.
    pub viewer: i64,
    /// The OAuth client the pair was issued to, which alone can revoke it.
    pub client_id: String,
}

impl TokenOwner {
    /// For a pair just received, whose viewer GitHub has not named yet.
    #[must_use]
    pub fn unknown(issuer: &str, client_id: &str) -> Self {
        let token_set_id = random_id::<16>();
        Self { token_set_id, issuer: issuer.to_owned(), viewer: 0, client_id: client_id.to_owned() }
    }

    /// The associated data of one of the pair's seals.
    #[must_use]
    pub fn bound(&self, kind: SecretKind) -> Binding<'_> {
        Binding { kind, row: &self.token_set_id, issuer: &self.issuer, viewer: self.viewer }
    }
}

/// A pair as the database stores it. Every table has it in this form, so that a pair moves between tables without a key.
#[derive(Clone)]
pub struct SealedPair {
    pub owner: TokenOwner,
    pub access: Sealed,
    pub refresh: Option<Sealed>,
    pub access_expires_at: Option<Timestamp>,
    pub refresh_expires_at: Option<Timestamp>,
}

impl SealedPair {
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the text goes straight into the seal")]
    pub fn seal(keyring: &Keyring, owner: TokenOwner, pair: &TokenPair) -> Self {
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

    /// Whether it has a refresh token that has not expired.
    #[must_use]
    pub fn is_renewable(&self, now: Timestamp) -> bool {
        self.refresh.is_some() && self.refresh_expires_at.is_none_or(|end| now < end)
    }

    /// The same pair, sealed with the active key.
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

    pub fn open_access(&self, keyring: &Keyring) -> Result<AccessToken, OpenTokenError> {
        self.open(keyring, &self.access, SecretKind::AccessToken, AccessToken::new)
    }

    pub fn open_refresh(&self, keyring: &Keyring) -> Result<Option<RefreshToken>, OpenTokenError> {
        let open = |sealed| self.open(keyring, sealed, SecretKind::RefreshToken, RefreshToken::new);
        self.refresh.as_ref().map(open).transpose()
    }

    fn open<T>(
        &self,
        keyring: &Keyring,
        sealed: &Sealed,
        kind: SecretKind,
        make: impl Fn(String) -> T,
    ) -> Result<T, OpenTokenError> {
        let plain = keyring.open(sealed, self.owner.bound(kind))?;
        std::str::from_utf8(&plain).map(|text| make(text.to_owned())).map_err(|_| OpenTokenError::NotText)
    }
}

/// Why a sealed token could not be opened.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenTokenError {
    /// Another instance may have the key: the row stays.
    #[error(transparent)]
    Sealed(#[from] OpenError),
    #[error("the opened token is not text")]
    NotText,
}
