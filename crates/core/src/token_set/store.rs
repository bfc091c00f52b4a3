use gatehouse_model::Timestamp;

use crate::{
    db::{Error, Write},
    session_key::SessionKey,
    token::SealedPair,
};

const INSERT: &str = "
    INSERT INTO token_sets (id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
                        refresh_expires_at, session_hash, scopes, received_at, generation)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";

/// Gives `session` its first pair.
///
/// # Errors
///
/// When the session has a token set already, or the database does not answer.
pub async fn insert(
    write: &mut Write,
    session: SessionKey,
    pair: &SealedPair,
    scopes: &[String],
    now: Timestamp,
) -> Result<(), Error> {
    put(INSERT, write, session, pair, scopes, now).await
}

const REPLACE: &str = "
    UPDATE token_sets
    SET id = $1, issuer = $2, github_id = $3, client_id = $4, access_token = $5, refresh_token = $6,
        access_expires_at = $7, refresh_expires_at = $8, scopes = $10, received_at = $11, generation = generation + 1,
        lease_owner = NULL, lease_until = 0, sent_at = NULL
    WHERE session_hash = $9";

/// Gives `session` another pair, of the next generation. The earlier one must be in the revocation queue by then. A
/// refresh of it that is under way finds its token set gone, and queues what it got.
///
/// # Errors
///
/// When the database does not answer.
pub async fn replace(
    write: &mut Write,
    session: SessionKey,
    pair: &SealedPair,
    scopes: &[String],
    now: Timestamp,
) -> Result<(), Error> {
    put(REPLACE, write, session, pair, scopes, now).await
}

async fn put(
    statement: &'static str,
    write: &mut Write,
    session: SessionKey,
    pair: &SealedPair,
    scopes: &[String],
    now: Timestamp,
) -> Result<(), Error> {
    let put = pair.bind(sqlx::query(statement)).bind(session.as_bytes()).bind(scopes.join(" ")).bind(now.0);
    put.execute(&mut **write).await?;
    Ok(())
}

/// Hands the token set of `session` to its new id, lease and all: a refresh under way goes on, since it knows the token set by
/// the token set's own id.
///
/// # Errors
///
/// When the database does not answer.
pub async fn move_to(write: &mut Write, session: SessionKey, new: SessionKey) -> Result<(), Error> {
    sqlx::query("UPDATE token_sets SET session_hash = $1 WHERE session_hash = $2")
        .bind(new.as_bytes())
        .bind(session.as_bytes())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Takes the token set of `session` away. Its pair must be in the revocation queue, or dead, by then.
///
/// # Errors
///
/// When the database does not answer.
pub async fn remove(write: &mut Write, session: SessionKey) -> Result<(), Error> {
    sqlx::query("DELETE FROM token_sets WHERE session_hash = $1")
        .bind(session.as_bytes())
        .execute(&mut **write)
        .await?;
    Ok(())
}
