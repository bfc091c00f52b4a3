use std::{sync::Arc, time::Duration};

use super::kill::{Fate, KillError};
use crate::{
    clock::Clock,
    crypto::Keyring,
    db::{Db, Error},
    oauth::OAuth,
};

/// The worker of the queue. Any number of instances may work on one queue.
#[derive(Clone)]
pub struct Revocations {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) keyring: Arc<Keyring>,
    pub(super) oauth: Arc<OAuth>,
    /// How long what GitHub said is held in memory while the database does not take it.
    pub(super) hold: Duration,
}

impl Revocations {
    #[must_use]
    pub fn new(db: Db, clock: Clock, keyring: Arc<Keyring>, oauth: Arc<OAuth>, hold: Duration) -> Self {
        Self { db, clock, keyring, oauth, hold }
    }

    /// Gives the pair that has waited longest its turn. False where none is due, or GitHub asks to be left alone.
    ///
    /// # Errors
    ///
    /// When the database does not answer; a pair that was taken then has its turn again in two minutes.
    pub async fn work_one(&self) -> Result<bool, Error> {
        // No pair has its turn, and none is counted, before GitHub listens again.
        if self.oauth.resting_until().is_some() {
            return Ok(false);
        }
        let Some(turn) = self.take().await? else { return Ok(false) };
        let fate = match self.kill(&turn).await {
            Ok(fate) => fate,
            Err(KillError::Database(error)) => return Err(error),
            // Its key may be another instance's.
            Err(KillError::Open(error)) => Fate::Unknown(error.to_string(), None),
        };
        let now = self.clock.now();
        match fate {
            Fate::Dead => self.done(&turn, now).await?,
            Fate::Lost => self.lost(&turn, now).await?,
            Fate::Elsewhere => {}
            Fate::Unknown(cause, wait) => {
                tracing::warn!(viewer = turn.pair.owner.viewer, cause, "a pair is not yet known to be dead");
                self.again(&turn, wait.unwrap_or_default(), now).await?;
                return Ok(wait.is_none());
            }
        }
        Ok(true)
    }
}
