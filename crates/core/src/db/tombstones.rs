//! `tombstones`: why a session is gone. They name nobody.

use gatehouse_model::Timestamp;

use super::{Db, Error, Write, sessions::SessionState};
use crate::session::{COOKIE_LIFE_PAST_ABSOLUTE, EndReason, SessionKey};

/// In seconds: an old id is remembered for answers that were under way when the session got a new one.
const ROTATED_LIFE: i64 = 60;

const LEAVE: &str = "
    INSERT INTO tombstones (id_hash, reason, forget_at, successor)
    SELECT id_hash, $1, CASE WHEN $1 = 'rotated' THEN $2 ELSE absolute_at + $3 END, $5
    FROM sessions WHERE id_hash = $4 AND state = $6
    ON CONFLICT (id_hash) DO NOTHING";

/// Leaves a tombstone for a session that is still active, with the id under which it continues, if it does. True if it was
/// active.
pub async fn leave(
    write: &mut Write,
    session: SessionKey,
    reason: EndReason,
    successor: Option<SessionKey>,
    now: Timestamp,
) -> Result<bool, Error> {
    let left = sqlx::query(LEAVE)
        .bind(reason.code())
        .bind(now.0 + ROTATED_LIFE)
        .bind(COOKIE_LIFE_PAST_ABSOLUTE)
        .bind(session)
        .bind(successor)
        .bind(SessionState::Active as i64)
        .execute(&mut **write)
        .await?;
    Ok(left.rows_affected() == 1)
}

const REASON: &str = "SELECT reason FROM tombstones WHERE id_hash = $1 AND forget_at > $2";

pub async fn reason(db: &Db, session: SessionKey, now: Timestamp) -> Result<Option<EndReason>, Error> {
    let query = sqlx::query_scalar(REASON).bind(session).bind(now.0);
    let code: Option<String> = query.fetch_optional(db.read()).await?;
    Ok(code.and_then(|code| EndReason::from_code(&code)))
}

/// The id under which a session continues.
pub async fn successor(write: &mut Write, session: SessionKey) -> Result<Option<SessionKey>, Error> {
    let query = sqlx::query_scalar("SELECT successor FROM tombstones WHERE id_hash = $1").bind(session);
    let successor: Option<Option<SessionKey>> = query.fetch_optional(&mut **write).await?;
    Ok(successor.flatten())
}

/// Inserts a row that is no session's, to see whether the database can be written to. The caller rolls back.
pub async fn insert_trial(write: &mut Write, now: Timestamp) -> Result<(), Error> {
    let query = sqlx::query("INSERT INTO tombstones (id_hash, reason, forget_at) VALUES ($1, 'rotated', $2)");
    query.bind([].as_slice()).bind(now.0).execute(&mut **write).await.map(drop)
}

const DELETE_OLD: &str = "
    DELETE FROM tombstones WHERE id_hash IN (SELECT id_hash FROM tombstones WHERE forget_at <= $1 LIMIT $2)";

pub async fn delete_old(write: &mut Write, now: Timestamp, limit: u16) -> Result<u64, Error> {
    let query = sqlx::query(DELETE_OLD).bind(now.0).bind(i64::from(limit));
    Ok(query.execute(&mut **write).await?.rows_affected())
}
