use gatehouse_model::{AccountEventKind, Timestamp};

use super::Lifecycle;
use crate::{
    audit,
    db::{Error, Write},
    revocation::{self, Kept},
    session::{COOKIE_LIFE_PAST_ABSOLUTE, EndReason, SessionKey},
    token_set,
};

/// A rotated id is remembered this many seconds, for answers that were under way.
const ROTATED_FOR: i64 = 60;

const BURY: &str = "
    INSERT INTO tombstones (id_hash, reason, forget_at, successor)
    SELECT id_hash, $1, CASE WHEN $1 = 'rotated' THEN $2 ELSE absolute_at + $3 END, $5
    FROM sessions WHERE id_hash = $4 AND state = 1
    ON CONFLICT (id_hash) DO NOTHING";

impl Lifecycle {
    /// Ends `session` at once, also where a reauthentication has given it a new id in this very moment. True if it stood until now;
    /// ending it again changes nothing.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then the session stands as it was.
    pub async fn end(&self, session: SessionKey, reason: EndReason) -> Result<bool, Error> {
        let mut write = self.db.write().await?;
        let now = self.clock.now();
        let mut ended = end_in(&mut write, session, reason, now).await?;
        let mut gone = session;
        while !ended && let Some(successor) = successor_of(&mut write, gone).await? {
            ended = end_in(&mut write, successor, reason, now).await?;
            gone = successor;
        }
        write.commit().await?;
        Ok(ended)
    }

    /// Ends `session` because GitHub no longer honours its token set, unless the token set has got a newer pair than that of
    /// `generation` meanwhile. A pair that `may_live`, since GitHub only refused to use it, is queued.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then the session stands as it was.
    pub async fn end_dead(&self, session: SessionKey, generation: i64, may_live: bool) -> Result<bool, Error> {
        let now = self.clock.now();
        let mut write = self.db.write().await?;
        let dead = token_set::generation_of(&mut write, session).await? == Some(generation);
        if dead && may_live {
            revocation::queue_token_set_of(&mut write, session, now).await?;
        }
        let ended = dead && end_in(&mut write, session, EndReason::TokensDead, now).await?;
        write.commit().await?;
        Ok(ended)
    }
}

/// Ends `session` within a transaction: tombstone, pair into the queue, token set and row gone.
pub(super) async fn end_in(
    write: &mut Write,
    session: SessionKey,
    reason: EndReason,
    now: Timestamp,
) -> Result<bool, Error> {
    if reason != EndReason::Rotated {
        audit::of_session(write, session, AccountEventKind::Ended(reason.sign_in_reason()), now).await?;
    }
    let buried = bury(write, session, reason, None, now).await?;
    if reason != EndReason::TokensDead {
        revocation::queue_token_set_of(write, session, now).await?;
    }
    token_set::remove(write, session).await?;
    revocation::queue_kept(write, Kept::OfSession(session), now).await?;
    for gone in ["DELETE FROM pending_actions WHERE session_hash = $1", "DELETE FROM sessions WHERE id_hash = $1"] {
        sqlx::query(gone).bind(session.as_bytes()).execute(&mut **write).await?;
    }
    Ok(buried)
}

async fn successor_of(write: &mut Write, session: SessionKey) -> Result<Option<SessionKey>, Error> {
    let successor: Option<Option<Vec<u8>>> = sqlx::query_scalar("SELECT successor FROM tombstones WHERE id_hash = $1")
        .bind(session.as_bytes())
        .fetch_optional(&mut **write)
        .await?;
    Ok(successor.flatten().and_then(|bytes| SessionKey::try_from(bytes).ok()))
}

/// Leaves a tombstone for a session that stands, with the id it goes on under, if it does. True if it stood.
pub(super) async fn bury(
    write: &mut Write,
    session: SessionKey,
    reason: EndReason,
    successor: Option<SessionKey>,
    now: Timestamp,
) -> Result<bool, Error> {
    let buried = sqlx::query(BURY)
        .bind(reason.word())
        .bind(now.0 + ROTATED_FOR)
        .bind(COOKIE_LIFE_PAST_ABSOLUTE)
        .bind(session.as_bytes())
        .bind(successor.map(|session| session.as_bytes().to_vec()))
        .execute(&mut **write)
        .await?;
    Ok(buried.rows_affected() == 1)
}
