use super::Lifecycle;
use crate::{
    model::Moment,
    server::{
        db::{Error, Write},
        grant, revocation,
        security_event::SecurityEvent,
        session::{COOKIE_LIFE_PAST_ABSOLUTE, EndReason, SessionKey},
    },
};

/// A rotated id is remembered this many seconds, for answers that were under way.
const ROTATED_FOR: i64 = 60;

const BURY: &str = "
    INSERT INTO tombstones (id_hash, reason, forget_at)
    SELECT id_hash, $1, CASE WHEN $1 = 'rotated' THEN $2 ELSE absolute_at + $3 END
    FROM sessions WHERE id_hash = $4 AND active = 1
    ON CONFLICT (id_hash) DO NOTHING";

impl Lifecycle {
    /// Ends `session` at once. True if it stood until now; ending it again changes nothing.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then the session stands as it was.
    pub async fn end(&self, session: SessionKey, reason: EndReason) -> Result<bool, Error> {
        let mut write = self.db.write().await?;
        let ended = end_in(&mut write, session, reason, self.clock.now()).await?;
        write.commit().await?;
        if ended {
            SecurityEvent::SessionEnded { session, reason: reason.word() }.record();
        }
        Ok(ended)
    }
}

/// Ends `session` within a transaction: tombstone, pair into the queue, grant and row gone.
pub(super) async fn end_in(
    write: &mut Write,
    session: SessionKey,
    reason: EndReason,
    now: Moment,
) -> Result<bool, Error> {
    let buried = sqlx::query(BURY)
        .bind(reason.word())
        .bind(now.0 + ROTATED_FOR)
        .bind(COOKIE_LIFE_PAST_ABSOLUTE)
        .bind(session.as_bytes())
        .execute(&mut **write)
        .await?;
    if reason != EndReason::GrantDead {
        revocation::queue_grant_of(write, session, now).await?;
    }
    grant::remove(write, session).await?;
    sqlx::query("DELETE FROM sessions WHERE id_hash = $1").bind(session.as_bytes()).execute(&mut **write).await?;
    Ok(buried.rows_affected() == 1)
}
