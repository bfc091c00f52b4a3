use gatehouse_model::Timestamp;
use sqlx::{
    Any, Row,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use super::{AccessToken, Owner, RefreshToken, SealedPair};
use crate::crypto::{Keyring, OpenError, Sealed, SecretKind};

/// Why a sealed token is not to be had.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenTokenError {
    /// An unknown key is another instance's business: the row stays.
    #[error(transparent)]
    Sealed(#[from] OpenError),
    #[error("the opened token is no text")]
    NotText,
}

impl OpenTokenError {
    /// Whether another instance may well open it.
    #[must_use]
    pub fn is_unknown_key(&self) -> bool {
        matches!(self, Self::Sealed(OpenError::UnknownKey(_)))
    }
}

/// The columns token sets and the revocation queue share, in the order of [`SealedPair::bind`].
impl SealedPair {
    /// Binds `grant_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
    /// refresh_expires_at`.
    pub fn bind<'q>(&self, query: Query<'q, Any, AnyArguments>) -> Query<'q, Any, AnyArguments> {
        query
            .bind(self.owner.token_set_id.clone())
            .bind(self.owner.issuer.clone())
            .bind(self.owner.viewer)
            .bind(self.owner.client_id.clone())
            .bind(self.access.0.clone())
            .bind(self.refresh.as_ref().map(|sealed| sealed.0.clone()))
            .bind(self.access_expires_at.map(|timestamp| timestamp.0))
            .bind(self.refresh_expires_at.map(|timestamp| timestamp.0))
    }

    /// Reads what [`SealedPair::bind`] wrote.
    ///
    /// # Errors
    ///
    /// When a column is missing.
    pub fn read(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let timestamp = |column| row.try_get::<Option<i64>, _>(column).map(|value| value.map(Timestamp));
        Ok(Self {
            owner: Owner {
                token_set_id: row.try_get("token_set_id")?,
                issuer: row.try_get("issuer")?,
                viewer: row.try_get("github_id")?,
                client_id: row.try_get("client_id")?,
            },
            access: Sealed(row.try_get("access_token")?),
            refresh: row.try_get::<Option<Vec<u8>>, _>("refresh_token")?.map(Sealed),
            access_expires_at: timestamp("access_expires_at")?,
            refresh_expires_at: timestamp("refresh_expires_at")?,
        })
    }

    /// Opens the access token.
    ///
    /// # Errors
    ///
    /// When it does not open here.
    pub fn open_access(&self, keyring: &Keyring) -> Result<AccessToken, OpenTokenError> {
        self.open(keyring, &self.access, SecretKind::AccessToken, AccessToken::new)
    }

    /// Opens the refresh token, if there is one.
    ///
    /// # Errors
    ///
    /// When it does not open here.
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
