//! `pending_actions`: the sensitive action that waits for a session's reauthentication, one for each session, sealed.

use gatehouse_model::Timestamp;
use sqlx::FromRow;

use super::{Db, Error, Write};
use crate::{crypto::Sealed, session::SessionKey};

#[derive(FromRow)]
pub struct PendingActionRow {
    pub nonce: String,
    pub action: Sealed,
}

const UPSERT: &str = "
    INSERT INTO pending_actions (session_hash, nonce, action, expires_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (session_hash) DO UPDATE
    SET nonce = excluded.nonce, action = excluded.action, expires_at = excluded.expires_at";

pub async fn upsert(
    db: &Db,
    session: SessionKey,
    action: PendingActionRow,
    expires_at: Timestamp,
) -> Result<(), Error> {
    let query = sqlx::query(UPSERT).bind(session).bind(action.nonce).bind(action.action).bind(expires_at.0);
    query.execute(&mut *db.write_one().await?).await.map(drop)
}

const FIND: &str = "SELECT nonce, action FROM pending_actions WHERE session_hash = $1 AND expires_at > $2";

pub async fn find(db: &Db, session: SessionKey, now: Timestamp) -> Result<Option<PendingActionRow>, Error> {
    sqlx::query_as(FIND).bind(session).bind(now.0).fetch_optional(db.read()).await
}

const TAKE: &str = "
    DELETE FROM pending_actions WHERE session_hash = $1 AND nonce = $2 AND expires_at > $3 RETURNING nonce, action";

/// Of several callers at once, one gets it.
pub async fn take(
    db: &Db,
    session: SessionKey,
    nonce: &str,
    now: Timestamp,
) -> Result<Option<PendingActionRow>, Error> {
    let query = sqlx::query_as(TAKE).bind(session).bind(nonce).bind(now.0);
    query.fetch_optional(&mut *db.write_one().await?).await
}

/// Hands the session's action to its new id.
pub async fn move_to(write: &mut Write, session: SessionKey, new: SessionKey) -> Result<(), Error> {
    let query = sqlx::query("UPDATE pending_actions SET session_hash = $1 WHERE session_hash = $2");
    query.bind(new).bind(session).execute(&mut **write).await.map(drop)
}

pub async fn delete(write: &mut Write, session: SessionKey) -> Result<(), Error> {
    let query = sqlx::query("DELETE FROM pending_actions WHERE session_hash = $1").bind(session);
    query.execute(&mut **write).await.map(drop)
}

const DELETE_OLD: &str = "
    DELETE FROM pending_actions WHERE session_hash IN (
        SELECT session_hash FROM pending_actions WHERE expires_at <= $1 LIMIT $2)";

pub async fn delete_old(write: &mut Write, now: Timestamp, limit: u16) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_OLD).bind(now.0).bind(i64::from(limit));
    Ok(query.execute(&mut **write).await?.rows_affected())
}
