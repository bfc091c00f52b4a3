use super::{Lifecycle, end::end_in};
use crate::server::{
    audit,
    db::Error,
    session::{EndReason, SessionKey},
};

/// A pending row whose sign-in did not finish is forgotten after this many seconds.
const PENDING_FOR: i64 = 600;

/// A pair that no worker may work on, since it is another application's, leaves the queue a day after its week.
const QUEUED_FOR: i64 = 8 * 86_400;

/// A flow that is too old is kept this many seconds more, as long as its cookie: whoever comes back late is told so.
const TOO_OLD_FOR: i64 = 3_000;

/// One transaction ends at most this many, so that nobody waits long for the write lock.
const BATCH: i64 = 200;

const OVERDUE: &str = "
    SELECT id_hash, absolute_at FROM sessions
    WHERE active = 1 AND (absolute_at <= $1 OR last_seen_at <= $2) LIMIT $3";

impl Lifecycle {
    /// Ends sessions that passed a limit unseen, and forgets pending rows, old tombstones,
    /// flows, waiting acts and events.
    /// Gives the sessions ended.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<Vec<SessionKey>, Error> {
        let now = self.clock.now();
        let mut write = self.db.write().await?;
        let overdue: Vec<(Vec<u8>, i64)> = sqlx::query_as(OVERDUE)
            .bind(now.0)
            .bind(now.0 - self.limits.idle)
            .bind(BATCH)
            .fetch_all(&mut *write)
            .await?;
        let mut ended = Vec::new();
        for (bytes, absolute_at) in overdue {
            let reason = if absolute_at <= now.0 { EndReason::Absolute } else { EndReason::Idle };
            if let Ok(key) = SessionKey::try_from(bytes) {
                end_in(&mut write, key, reason, now).await?;
                ended.push(key);
            }
        }
        for (forget, until) in [
            ("DELETE FROM sessions WHERE active = 0 AND created_at <= $1", now.0 - PENDING_FOR),
            ("DELETE FROM tombstones WHERE forget_at <= $1", now.0),
            ("DELETE FROM flows WHERE expires_at <= $1", now.0 - TOO_OLD_FOR),
            ("DELETE FROM waiting_acts WHERE expires_at <= $1", now.0),
            ("DELETE FROM revocations WHERE queued_at <= $1", now.0 - QUEUED_FOR),
            ("DELETE FROM security_events WHERE at <= $1", now.0 - i64::from(audit::KEPT_DAYS) * 86_400),
        ] {
            sqlx::query(forget).bind(until).execute(&mut *write).await?;
        }
        write.commit().await?;
        Ok(ended)
    }
}
