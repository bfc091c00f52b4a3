use futures::FutureExt;
use gatehouse_model::{AccountEventKind, Timestamp};
use sqlx::{Row, any::AnyRow};

use super::{Revocations, queue_pair};
use crate::{
    audit,
    crypto::Sealed,
    db::{Error, insist},
    token::SealedPair,
};

/// A row belongs to whoever took it for so many seconds: five calls to GitHub and a save that must wait for the database
/// fit in.
const TAKEN_FOR: i64 = 120;

/// The delay after the first failure, in seconds; doubled each time, up to [`LONGEST_DELAY`].
const FIRST_DELAY: i64 = 15;
const LONGEST_DELAY: i64 = 6 * 3_600;

/// After so many seconds without success we give up.
const WEEK: i64 = 7 * 86_400;

/// A pair whose turn it is, taken by this process for two minutes.
pub(super) struct Turn {
    pub id: String,
    pub pair: SealedPair,
    /// Its refresh token was sent before, and no answer was kept.
    pub sent_before: bool,
    queued_at: i64,
    tries: i64,
}

const NEXT: &str = "
    SELECT id FROM revocations
    WHERE next_try_at <= (SELECT now FROM database_clock) + $1 AND client_id = $2 AND issuer = $3
    ORDER BY next_try_at, id LIMIT 1";

const TAKE: &str = "
    UPDATE revocations SET tries = tries + 1, next_try_at = (SELECT now FROM database_clock) + $1 + $2
    WHERE id = $3 AND next_try_at <= (SELECT now FROM database_clock) + $1
    RETURNING id, token_set_id, issuer, github_id, client_id, access_token, refresh_token, access_expires_at,
              refresh_expires_at, sent_at, queued_at, tries";

const REPLACE: &str = "
    UPDATE revocations SET access_token = $1, refresh_token = $2, access_expires_at = $3, refresh_expires_at = $4,
                           sent_at = NULL
    WHERE id = $5 AND tries = $6";

impl Turn {
    fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            pair: SealedPair::read(row)?,
            sent_before: row.try_get::<Option<i64>, _>("sent_at")?.is_some(),
            queued_at: row.try_get("queued_at")?,
            tries: row.try_get("tries")?,
        })
    }
}

impl Revocations {
    /// Takes the row that has waited longest, if one is due. Of all instances one gets it. An empty queue costs a read.
    ///
    /// Only pairs of the application and the GitHub we are set up for: another's "no such token" says nothing, and a
    /// token must not be sent to another host.
    pub(super) async fn take(&self) -> Result<Option<Turn>, Error> {
        let offset = self.clock.database_offset();
        loop {
            let next: Option<String> = sqlx::query_scalar(NEXT)
                .bind(offset)
                .bind(self.oauth.client_id())
                .bind(self.oauth.issuer())
                .fetch_optional(self.db.read())
                .await?;
            let Some(next) = next else { return Ok(None) };
            let taken = sqlx::query(TAKE).bind(offset).bind(TAKEN_FOR).bind(next);
            if let Some(row) = taken.fetch_optional(&mut *self.db.write_one().await?).await? {
                return Turn::read(&row).map(Some);
            }
        }
    }

    /// Notes that the refresh token is about to leave. False where another instance has replaced the pair.
    pub(super) async fn about_to_send(&self, turn: &Turn, now: Timestamp) -> Result<bool, Error> {
        let noted = sqlx::query("UPDATE revocations SET sent_at = $1 WHERE id = $2 AND tries = $3")
            .bind(now.0)
            .bind(&turn.id)
            .bind(turn.tries)
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(noted.rows_affected() == 1)
    }

    /// Keeps the pair GitHub gave for the row's refresh token, in its place; while the database fails it is tried again,
    /// since there will be no second answer. False where the row is another instance's by now.
    pub(super) async fn save(&self, turn: &Turn, new: &SealedPair) -> Result<bool, Error> {
        insist(self.hold, || self.replace(turn, new).boxed(), not_yet(turn)).await
    }

    /// A pair that no row holds gets one of its own.
    pub(super) async fn queue(&self, turn: &Turn, new: &SealedPair, now: Timestamp) -> Result<(), Error> {
        insist(self.hold, || self.queue_once(new, now).boxed(), not_yet(turn)).await
    }

    async fn queue_once(&self, new: &SealedPair, now: Timestamp) -> Result<(), Error> {
        let mut write = self.db.write_surely().await?;
        queue_pair(&mut write, new, now).await?;
        write.commit().await
    }

    async fn replace(&self, turn: &Turn, new: &SealedPair) -> Result<bool, Error> {
        let mut write = self.db.write_surely().await?;
        let replaced = sqlx::query(REPLACE)
            .bind(&new.access.0)
            .bind(new.refresh.as_ref().map(|sealed: &Sealed| sealed.0.clone()))
            .bind(new.access_expires_at.map(|timestamp| timestamp.0))
            .bind(new.refresh_expires_at.map(|timestamp| timestamp.0))
            .bind(&turn.id)
            .bind(turn.tries)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(replaced.rows_affected() == 1)
    }

    /// GitHub has confirmed that the pair is dead.
    pub(super) async fn done(&self, turn: &Turn, now: Timestamp) -> Result<(), Error> {
        self.leave(turn, AccountEventKind::Revoked, now).await
    }

    /// GitHub refused the refresh token that we, or a process before us, had sent: the answer went astray.
    pub(super) async fn lost(&self, turn: &Turn, now: Timestamp) -> Result<(), Error> {
        self.leave(turn, AccountEventKind::PairLost, now).await
    }

    /// Not yet: later, at growing distances or where GitHub asks for more, and after a week no more.
    pub(super) async fn again(&self, turn: &Turn, at_least: i64, now: Timestamp) -> Result<(), Error> {
        if now.0 - turn.queued_at >= WEEK {
            return self.leave(turn, AccountEventKind::RevocationGivenUp, now).await;
        }
        let doubled = 1_i64.checked_shl(u32::try_from(turn.tries - 1).unwrap_or(u32::MAX)).unwrap_or(i64::MAX);
        let delay = FIRST_DELAY.saturating_mul(doubled.max(1)).min(LONGEST_DELAY).max(at_least);
        // Not past the week's end: then is the last try.
        let next = (now.0 + delay).min((turn.queued_at + WEEK).max(now.0 + FIRST_DELAY.max(at_least)));
        sqlx::query("UPDATE revocations SET next_try_at = $1 WHERE id = $2 AND tries = $3")
            .bind(next)
            .bind(&turn.id)
            .bind(turn.tries)
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(())
    }

    /// The row goes, and the viewer may read why. A viewer who had their data deleted is no longer noted; a row that another
    /// instance has taken since stays, whatever has become of our pair.
    async fn leave(&self, turn: &Turn, kind: AccountEventKind, now: Timestamp) -> Result<(), Error> {
        insist(self.hold, || self.leave_once(turn, kind, now).boxed(), not_yet(turn)).await
    }

    async fn leave_once(&self, turn: &Turn, kind: AccountEventKind, now: Timestamp) -> Result<(), Error> {
        let owner = &turn.pair.owner;
        let mut write = self.db.write_surely().await?;
        let left = sqlx::query("DELETE FROM revocations WHERE id = $1 AND tries = $2")
            .bind(&turn.id)
            .bind(turn.tries)
            .execute(&mut *write)
            .await?;
        if left.rows_affected() == 1 {
            audit::of_viewer(&mut write, &owner.issuer, owner.viewer, kind, now).await?;
        }
        write.commit().await
    }
}

fn not_yet(turn: &Turn) -> impl Fn(&Error) {
    let viewer = turn.pair.owner.viewer;
    move |error| tracing::warn!(viewer, %error, "what GitHub said of a queued pair could not be saved yet")
}
