use sqlx::Row;

use crate::{
    model::Moment,
    server::{
        crypto::{Keyring, Kind, OpenError, Sealed},
        db::{Db, Error},
        session_key::SessionKey,
        token::{AccessToken, Owner},
    },
};

/// Why there is no access token.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The session ended while the request was under way.
    #[error("the session has no grant any more")]
    Gone,
    #[error("the access token ran out at {0:?}")]
    Expired(Moment),
    /// An unknown key is another instance's business: the row stays.
    #[error("the grant does not open")]
    Sealed(#[from] OpenError),
    #[error("the opened token is no text")]
    NotText,
    #[error("the database does not answer")]
    Database(#[from] Error),
}

const SELECT: &str = "
    SELECT id, issuer, github_id, client_id, access_token, access_expires_at FROM grants WHERE session_hash = $1";

/// Opens the access token of `session`.
///
/// # Errors
///
/// When there is none that could be used at `now`.
pub async fn access_token(
    db: &Db,
    keyring: &Keyring,
    session: SessionKey,
    now: Moment,
) -> Result<AccessToken, GrantError> {
    let row =
        sqlx::query(SELECT).bind(session.as_bytes()).fetch_optional(db.single()).await?.ok_or(GrantError::Gone)?;
    if let Some(end) = row.try_get::<Option<i64>, _>("access_expires_at")?.map(Moment).filter(|end| now >= *end) {
        return Err(GrantError::Expired(end));
    }
    let owner = Owner {
        grant_id: row.try_get("id")?,
        issuer: row.try_get("issuer")?,
        viewer: row.try_get("github_id")?,
        client_id: row.try_get("client_id")?,
    };
    let plain = keyring.open(&Sealed(row.try_get("access_token")?), owner.bound(Kind::AccessToken))?;
    std::str::from_utf8(&plain).map(AccessToken::new).map_err(|_| GrantError::NotText)
}
