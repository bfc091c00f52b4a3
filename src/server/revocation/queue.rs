use crate::{
    model::Moment,
    server::{
        crypto::random_text,
        db::{Error, Write},
        session_key::SessionKey,
        token::SealedPair,
    },
};

const QUEUE_GRANT: &str = "
    INSERT INTO revocations (id, grant_id, issuer, github_id, client_id, access_token, refresh_token,
                             access_expires_at, refresh_expires_at, sent_at, queued_at, next_try_at)
    SELECT $1, id, issuer, github_id, client_id, access_token, refresh_token,
           access_expires_at, refresh_expires_at, sent_at, $2, $2
    FROM grants WHERE session_hash = $3";

const QUEUE_PAIR: &str = "
    INSERT INTO revocations (grant_id, issuer, github_id, client_id, access_token, refresh_token,
                             access_expires_at, refresh_expires_at, id, queued_at, next_try_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";

/// Queues the pair of a session, sealed as it is.
///
/// # Errors
///
/// When the database does not answer.
pub async fn queue_grant_of(write: &mut Write, session: SessionKey, now: Moment) -> Result<(), Error> {
    sqlx::query(QUEUE_GRANT).bind(random_text()).bind(now.0).bind(session.as_bytes()).execute(&mut **write).await?;
    Ok(())
}

/// Queues a pair that has no grant.
///
/// # Errors
///
/// When the database does not answer.
pub async fn queue_pair(write: &mut Write, pair: &SealedPair, now: Moment) -> Result<(), Error> {
    pair.bind(sqlx::query(QUEUE_PAIR)).bind(random_text()).bind(now.0).execute(&mut **write).await?;
    Ok(())
}

/// Takes the pairs of these grants out of the queue: GitHub has deleted them already.
///
/// # Errors
///
/// When the database does not answer.
pub async fn cancel(write: &mut Write, grant_ids: &[String]) -> Result<(), Error> {
    for id in grant_ids {
        sqlx::query("DELETE FROM revocations WHERE grant_id = $1").bind(id).execute(&mut **write).await?;
    }
    Ok(())
}
