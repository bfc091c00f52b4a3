//! The revocation queue's worker.
//!
//! A pair that loses its session is queued in the same transaction, so GitHub being down delays nobody. The worker revokes
//! that one pair, never the viewer's whole authorisation, which would sign out their other devices as well.

mod revoke;

use std::{sync::Arc, time::Duration};

use futures::FutureExt;
use gatehouse_model::{AccountEventKind, Timestamp};

use self::revoke::{RevocationOutcome, RevokeError};
use super::{
    audit,
    clock::Clock,
    crypto::Keyring,
    db::{
        Db, Error, retry_until_written,
        revocations::{self, QueuedPair},
    },
    oauth::OAuth,
    token::SealedPair,
};

/// In seconds. A row belongs to the process that took it for so long: five requests to GitHub and a save that must wait for
/// the database fit in.
const TAKEN_FOR: i64 = 120;

/// The delay after the first failure, in seconds; doubled each time, up to [`LONGEST_DELAY`].
const FIRST_DELAY: i64 = 15;
const LONGEST_DELAY: i64 = 6 * 3_600;

/// In seconds. A pair that could not be revoked in this time is given up.
const WEEK: i64 = 7 * 86_400;

/// The worker. Any number of instances may work on one queue.
#[derive(Clone)]
pub struct Revocations {
    db: Db,
    clock: Clock,
    keyring: Arc<Keyring>,
    oauth: Arc<OAuth>,
    /// How long GitHub's answer is held in memory while the database fails.
    hold: Duration,
}

impl Revocations {
    #[must_use]
    pub fn new(db: Db, clock: Clock, keyring: Arc<Keyring>, oauth: Arc<OAuth>, hold: Duration) -> Self {
        Self { db, clock, keyring, oauth, hold }
    }

    /// Tries to revoke the pair that has been due longest. False if none is due, or GitHub asks to be left alone.
    ///
    /// # Errors
    ///
    /// If the database fails; a pair that was taken is then due again in two minutes.
    pub async fn work_one(&self) -> Result<bool, Error> {
        // No try is counted before GitHub accepts requests again.
        if self.oauth.resting_until().is_some() {
            return Ok(false);
        }
        let Some(queued) = self.take().await? else { return Ok(false) };
        let outcome = match self.revoke(&queued).await {
            Ok(outcome) => outcome,
            Err(RevokeError::Database(error)) => return Err(error),
            // Another instance may have its key.
            Err(RevokeError::Open(error)) => RevocationOutcome::Unknown(error.to_string(), None),
        };
        let now = self.clock.now();
        match outcome {
            RevocationOutcome::Revoked => self.remove(&queued, AccountEventKind::Revoked, now).await?,
            RevocationOutcome::Lost => self.remove(&queued, AccountEventKind::PairLost, now).await?,
            RevocationOutcome::TakenOver => {}
            RevocationOutcome::Unknown(cause, wait) => {
                tracing::warn!(viewer = queued.pair.owner.viewer, cause, "a pair is not yet known to be dead");
                self.postpone(&queued, wait.unwrap_or_default(), now).await?;
                return Ok(wait.is_none());
            }
        }
        Ok(true)
    }

    /// Takes the row that has been due longest, of all instances as the only one. An empty queue costs a read.
    ///
    /// Only pairs of the configured application and GitHub: the "no such token" of another says nothing, and a token must
    /// not be sent to another host.
    async fn take(&self) -> Result<Option<QueuedPair>, Error> {
        let (db, offset) = (&self.db, self.clock.database_offset());
        loop {
            let due = revocations::next_due(db, offset, self.oauth.client_id(), self.oauth.issuer()).await?;
            let Some(id) = due else { return Ok(None) };
            if let Some(queued) = revocations::take(db, &id, offset, TAKEN_FOR).await? {
                return Ok(Some(queued));
            }
        }
    }

    /// Saves the pair that GitHub gave for the row's refresh token in its place, however often the database fails, since
    /// there will be no second answer. False if another instance has taken the row since.
    async fn save(&self, queued: &QueuedPair, new: &SealedPair) -> Result<bool, Error> {
        let save = || async {
            let mut write = self.db.write_critical().await?;
            let replaced = revocations::replace(&mut write, queued, new).await?;
            write.commit().await?;
            Ok(replaced)
        };
        retry_until_written(self.hold, || save().boxed(), log_failure(queued)).await
    }

    /// Gives a row of its own to a pair that no row has.
    async fn queue(&self, queued: &QueuedPair, new: &SealedPair, now: Timestamp) -> Result<(), Error> {
        let queue = || async {
            let mut write = self.db.write_critical().await?;
            revocations::queue_pair(&mut write, new, now).await?;
            write.commit().await
        };
        retry_until_written(self.hold, || queue().boxed(), log_failure(queued)).await
    }

    /// Later, at growing intervals or when GitHub asks for; after a week never.
    async fn postpone(&self, queued: &QueuedPair, at_least: i64, now: Timestamp) -> Result<(), Error> {
        let queued_at = queued.queued_at.0;
        if now.0 - queued_at >= WEEK {
            return self.remove(queued, AccountEventKind::RevocationGivenUp, now).await;
        }
        let doubled = 1_i64.checked_shl(u32::try_from(queued.tries - 1).unwrap_or(u32::MAX)).unwrap_or(i64::MAX);
        let delay = FIRST_DELAY.saturating_mul(doubled.max(1)).min(LONGEST_DELAY).max(at_least);
        // The last try is at the end of the week.
        let next = (now.0 + delay).min((queued_at + WEEK).max(now.0 + FIRST_DELAY.max(at_least)));
        revocations::postpone(&self.db, queued, Timestamp(next)).await
    }

    /// Removes the row and tells the viewer why, unless their data was deleted. A row that another instance has taken since
    /// stays, whatever has become of this pair.
    async fn remove(&self, queued: &QueuedPair, kind: AccountEventKind, now: Timestamp) -> Result<(), Error> {
        let owner = &queued.pair.owner;
        let remove = || async {
            let mut write = self.db.write_critical().await?;
            if revocations::delete(&mut write, queued).await? {
                audit::record_for_viewer(&mut write, &owner.issuer, owner.viewer, kind, now).await?;
            }
            write.commit().await
        };
        retry_until_written(self.hold, || remove().boxed(), log_failure(queued)).await
    }
}

fn log_failure(queued: &QueuedPair) -> impl Fn(&Error) {
    let viewer = queued.pair.owner.viewer;
    move |error| tracing::warn!(viewer, %error, "what GitHub said of a queued pair could not be saved yet")
}
