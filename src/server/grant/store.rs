use crate::server::{
    db::{Error, Write},
    session_key::SessionKey,
    token::SealedPair,
};

const INSERT: &str = "
    INSERT INTO grants (id, session_hash, issuer, github_id, client_id, generation, access_token, refresh_token,
                        access_expires_at, refresh_expires_at, scopes)
    VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10)";

/// Gives `session` its first pair.
///
/// # Errors
///
/// When the session has a grant already, or the database does not answer.
pub async fn insert(write: &mut Write, session: SessionKey, pair: &SealedPair) -> Result<(), Error> {
    sqlx::query(INSERT)
        .bind(&pair.owner.grant_id)
        .bind(session.as_bytes())
        .bind(&pair.owner.issuer)
        .bind(pair.owner.viewer)
        .bind(&pair.owner.client_id)
        .bind(&pair.access.0)
        .bind(pair.refresh.as_ref().map(|sealed| sealed.0.clone()))
        .bind(pair.access_expires_at.map(|moment| moment.0))
        .bind(pair.refresh_expires_at.map(|moment| moment.0))
        .bind(&pair.scopes)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Takes the grant of `session` away. Its pair must be in the revocation queue, or dead, by then.
///
/// # Errors
///
/// When the database does not answer.
pub async fn remove(write: &mut Write, session: SessionKey) -> Result<(), Error> {
    sqlx::query("DELETE FROM grants WHERE session_hash = $1").bind(session.as_bytes()).execute(&mut **write).await?;
    Ok(())
}
