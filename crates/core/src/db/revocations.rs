//! `revocations`: the queue of pairs to revoke at GitHub.

use gatehouse_model::Timestamp;
use sqlx::FromRow;

use super::{
    Db, Error, Write,
    columns::{bind_pair, bind_tokens},
};
use crate::{crypto::random_secret, session::SessionKey, token::SealedPair};

/// A queued pair that this process has taken.
#[derive(FromRow)]
pub struct QueuedPair {
    pub id: String,
    #[sqlx(flatten)]
    pub pair: SealedPair,
    /// When its refresh token was sent; no answer has been saved since.
    pub sent_at: Option<i64>,
    #[sqlx(try_from = "i64")]
    pub queued_at: Timestamp,
    /// Counts how often the row was taken, and so fences off a process that took it earlier.
    pub tries: i64,
}

const QUEUE_TOKEN_SET: &str = "
    INSERT INTO revocations (id, token_set_id, issuer, github_id, client_id, access_token, refresh_token,
                             access_expires_at, refresh_expires_at, sent_at, queued_at, next_try_at)
    SELECT $1, id, issuer, github_id, client_id, access_token, refresh_token,
           access_expires_at, refresh_expires_at, sent_at, $2, $2
    FROM token_sets WHERE session_hash = $3";

/// Queues the session's pair, sealed as it is.
pub async fn queue_token_set_of(write: &mut Write, session: SessionKey, now: Timestamp) -> Result<(), Error> {
    let query = sqlx::query(QUEUE_TOKEN_SET).bind(random_secret()).bind(now.0).bind(session);
    query.execute(&mut **write).await.map(drop)
}

const QUEUE_PAIR: &str = "
    INSERT INTO revocations (token_set_id, issuer, github_id, client_id, access_token, refresh_token,
                             access_expires_at, refresh_expires_at, id, queued_at, next_try_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";

/// Queues a pair that no session has.
pub async fn queue_pair(write: &mut Write, pair: &SealedPair, now: Timestamp) -> Result<(), Error> {
    let query = bind_pair(sqlx::query(QUEUE_PAIR), pair).bind(random_secret()).bind(now.0);
    query.execute(&mut **write).await.map(drop)
}

/// Removes the pairs of a token set: GitHub has deleted them already.
pub async fn cancel(write: &mut Write, token_set_id: &str) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM revocations WHERE token_set_id = $1").bind(token_set_id);
    query.execute(&mut **write).await.map(drop)
}

const NEXT_DUE: &str = "
    SELECT id FROM revocations
    WHERE next_try_at <= (SELECT now FROM database_clock) + $1 AND client_id = $2 AND issuer = $3
    ORDER BY next_try_at, id LIMIT 1";

/// The row that has been due longest, of one application at one GitHub.
pub async fn next_due(db: &Db, clock_offset: i64, client_id: &str, issuer: &str) -> Result<Option<String>, Error> {
    let query = sqlx::query_scalar(NEXT_DUE).bind(clock_offset).bind(client_id).bind(issuer);
    query.fetch_optional(db.read()).await
}

const TAKE: &str = "
    UPDATE revocations SET tries = tries + 1, next_try_at = (SELECT now FROM database_clock) + $1 + $2
    WHERE id = $3 AND next_try_at <= (SELECT now FROM database_clock) + $1
    RETURNING id, token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
              refresh_expires_at, sent_at, queued_at, tries";

/// Takes a row for `seconds`, if it is still due.
pub async fn take(db: &Db, id: &str, clock_offset: i64, seconds: i64) -> Result<Option<QueuedPair>, Error> {
    let query = sqlx::query_as(TAKE).bind(clock_offset).bind(seconds).bind(id);
    query.fetch_optional(&mut *db.write_one().await?).await
}

const MARK_SENT: &str = "UPDATE revocations SET sent_at = $1 WHERE id = $2 AND tries = $3";

/// False if another process has taken the row since.
pub async fn mark_sent(db: &Db, queued: &QueuedPair, now: Timestamp) -> Result<bool, Error> {
    let query = sqlx::query(MARK_SENT).bind(now.0).bind(&queued.id).bind(queued.tries);
    Ok(query.execute(&mut *db.write_one().await?).await?.rows_affected() == 1)
}

const REPLACE: &str = "
    UPDATE revocations SET access_token = $1, refresh_token = $2, access_expires_at = $3, refresh_expires_at = $4,
                           sent_at = NULL
    WHERE id = $5 AND tries = $6";

/// Puts `new` in the place of the pair whose refresh token gave it. False if another process has taken the row since.
pub async fn replace(write: &mut Write, queued: &QueuedPair, new: &SealedPair) -> Result<bool, Error> {
    let query = bind_tokens(sqlx::query(REPLACE), new).bind(&queued.id).bind(queued.tries);
    Ok(query.execute(&mut **write).await?.rows_affected() == 1)
}

const POSTPONE: &str = "UPDATE revocations SET next_try_at = $1 WHERE id = $2 AND tries = $3";

pub async fn postpone(db: &Db, queued: &QueuedPair, next_try_at: Timestamp) -> Result<(), Error> {
    let query = sqlx::query(POSTPONE).bind(next_try_at.0).bind(&queued.id).bind(queued.tries);
    query.execute(&mut *db.write_one().await?).await.map(drop)
}

/// False if another process has taken the row since.
pub async fn delete(write: &mut Write, queued: &QueuedPair) -> Result<bool, Error> {
    let query = sqlx::query("DELETE FROM revocations WHERE id = $1 AND tries = $2").bind(&queued.id).bind(queued.tries);
    Ok(query.execute(&mut **write).await?.rows_affected() == 1)
}

pub async fn count(db: &Db) -> Result<i64, Error> {
    sqlx::query_scalar("SELECT count(*) FROM revocations").fetch_one(db.read()).await
}

pub async fn count_of(db: &Db, issuer: &str, viewer: i64) -> Result<i64, Error> {
    let query = sqlx::query_scalar("SELECT count(*) FROM revocations WHERE issuer = $1 AND github_id = $2");
    query.bind(issuer).bind(viewer).fetch_one(db.read()).await
}

const DELETE_OLD: &str = "
    DELETE FROM revocations WHERE id IN (SELECT id FROM revocations WHERE queued_at <= $1 LIMIT $2)";

pub async fn delete_old(write: &mut Write, until: Timestamp, limit: u16) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_OLD).bind(until.0).bind(i64::from(limit));
    Ok(query.execute(&mut **write).await?.rows_affected())
}
