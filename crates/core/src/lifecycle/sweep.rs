use super::{Lifecycle, end::end_in};
use crate::{
    audit,
    db::Error,
    revocation::{self, Kept},
    session::{EndReason, SessionKey},
};

/// A pending row whose sign-in did not finish is forgotten after this many seconds.
const PENDING_FOR: i64 = 600;

/// A pair that no worker may work on, since it is another application's, leaves the queue a day after its week.
const QUEUED_FOR: i64 = 8 * 86_400;

/// A flow that is too old is kept this many seconds more, as long as its cookie: whoever comes back late is told so.
const TOO_OLD_FOR: i64 = 3_000;

/// One transaction ends at most this many, so that nobody waits long for the write lock.
const BATCH: u16 = 200;

/// So many rows of a table are forgotten in one turn, for the same reason; the rest waits for the next.
const FORGOTTEN_AT_ONCE: u16 = 1_000;

const FORGET_PENDING: &str = "DELETE FROM sessions WHERE id_hash IN (
    SELECT id_hash FROM sessions WHERE state = 0 AND created_at <= $1 LIMIT $2)";
const FORGET_DECOYS: &str = "DELETE FROM sessions WHERE id_hash IN (
    SELECT id_hash FROM sessions WHERE state = 2 AND created_at <= $1 LIMIT $2)";
const FORGET_TOMBSTONES: &str = "DELETE FROM tombstones WHERE id_hash IN (
    SELECT id_hash FROM tombstones WHERE forget_at <= $1 LIMIT $2)";
const FORGET_FLOWS: &str = "DELETE FROM flows WHERE state_hash IN (
    SELECT state_hash FROM flows WHERE expires_at <= $1 LIMIT $2)";
const FORGET_WAITING: &str = "DELETE FROM pending_actions WHERE session_hash IN (
    SELECT session_hash FROM pending_actions WHERE expires_at <= $1 LIMIT $2)";
const FORGET_QUEUED: &str = "DELETE FROM revocations WHERE id IN (
    SELECT id FROM revocations WHERE queued_at <= $1 LIMIT $2)";
const FORGET_EVENTS: &str = "DELETE FROM security_events WHERE sequence IN (
    SELECT sequence FROM security_events WHERE at <= $1 LIMIT $2)";

const OVERDUE: &str = "
    SELECT id_hash, absolute_at FROM sessions
    WHERE state = 1 AND (absolute_at <= $1 OR last_seen_at <= $2) LIMIT $3";

/// What one turn of the sweep did.
pub struct Swept {
    pub ended: Vec<SessionKey>,
    /// Of some table it took all that one turn may take: the next may find the rest.
    pub more: bool,
}

impl Lifecycle {
    /// Ends sessions that passed a limit unseen, and forgets pending rows, old tombstones, flows, pending actions and events.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<Swept, Error> {
        let now = self.clock.now();
        let mut write = self.db.write().await?;
        let overdue: Vec<(Vec<u8>, i64)> = sqlx::query_as(OVERDUE)
            .bind(now.0)
            .bind(now.0 - self.limits.idle)
            .bind(i64::from(BATCH))
            .fetch_all(&mut *write)
            .await?;
        let mut more = overdue.len() == usize::from(BATCH);
        let mut ended = Vec::new();
        for (bytes, absolute_at) in overdue {
            let reason = if absolute_at <= now.0 { EndReason::Absolute } else { EndReason::Idle };
            if let Ok(key) = SessionKey::try_from(bytes) {
                end_in(&mut write, key, reason, now).await?;
                ended.push(key);
            }
        }
        revocation::queue_kept(&mut write, Kept::Overdue, now).await?;
        for (forget, until) in [
            (FORGET_PENDING, now.0 - PENDING_FOR),
            (FORGET_DECOYS, now.0 - PENDING_FOR),
            (FORGET_TOMBSTONES, now.0),
            (FORGET_FLOWS, now.0 - TOO_OLD_FOR),
            (FORGET_WAITING, now.0),
            (FORGET_QUEUED, now.0 - QUEUED_FOR),
            (FORGET_EVENTS, now.0 - i64::from(audit::KEPT_DAYS) * 86_400),
        ] {
            let some = sqlx::query(forget).bind(until).bind(i64::from(FORGOTTEN_AT_ONCE));
            more |= some.execute(&mut *write).await?.rows_affected() == u64::from(FORGOTTEN_AT_ONCE);
        }
        write.commit().await?;
        Ok(Swept { ended, more })
    }
}
