use super::ActiveSession;
use crate::{
    model::Moment,
    server::db::{Db, Error},
};

/// The idle clock is written at most this often, in seconds.
const EVERY: i64 = 60;

/// Notes that the session was used at `now`; at most one conditional UPDATE a minute, however many requests race.
///
/// # Errors
///
/// When the database does not answer.
pub async fn touch(db: &Db, session: &ActiveSession, now: Moment) -> Result<(), Error> {
    if now.0 - session.last_seen_at.0 < EVERY {
        return Ok(());
    }
    sqlx::query("UPDATE sessions SET last_seen_at = $1 WHERE id_hash = $2 AND last_seen_at <= $3")
        .bind(now.0)
        .bind(session.key.as_bytes())
        .bind(now.0 - EVERY)
        .execute(db.reads())
        .await?;
    Ok(())
}
