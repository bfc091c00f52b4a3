use gatehouse_model::Timestamp;

use super::ActiveSession;
use crate::{
    config::SessionLimits,
    db::{Db, Error},
};

/// The idle clock is written at most this often, in seconds; more often only where the limit itself is minutes.
const EVERY: i64 = 60;

/// Whether the session's idle clock is due to be written at `now`.
#[must_use]
pub fn is_touch_due(session: &ActiveSession, limits: &SessionLimits, now: Timestamp) -> bool {
    now.0 - session.last_seen_at.0 >= every(limits)
}

fn every(limits: &SessionLimits) -> i64 {
    EVERY.min(limits.idle / 10)
}

/// Notes that the session was used at `now`; at most one conditional UPDATE a minute, however many requests race.
///
/// # Errors
///
/// When the database does not answer.
pub async fn touch(db: &Db, session: &ActiveSession, limits: &SessionLimits, now: Timestamp) -> Result<(), Error> {
    sqlx::query("UPDATE sessions SET last_seen_at = $1 WHERE id_hash = $2 AND last_seen_at <= $3")
        .bind(now.0)
        .bind(session.key.as_bytes())
        .bind(now.0 - every(limits))
        .execute(&mut *db.write_minor().await?)
        .await?;
    Ok(())
}
