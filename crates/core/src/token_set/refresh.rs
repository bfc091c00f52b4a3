use std::{sync::Arc, time::Duration};

use futures::FutureExt;
use gatehouse_model::{AccountEventKind, Timestamp};
use tokio::time::{Instant, sleep};

use super::{CONTRADICTION_PAUSE, Inner, gate::RefreshOutcome};
use crate::{
    audit,
    crypto::random_id,
    db::{
        Error, Write, is_busy, retry_until_written, revocations,
        token_sets::{self, Lease, TokenSetRow},
    },
    oauth::{TokenError, TokenStatus},
    token::{SealedPair, TokenPair},
};

/// How often a process looks whether another one has saved the new pair.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// What came of asking for the lease.
enum LeaseClaim {
    /// It is this process's until it expires. The row as it is.
    Acquired(Box<TokenSetRow>),
    /// Another process has saved a newer pair.
    Superseded,
    SessionEnded,
    HeldElsewhere,
    /// GitHub has just failed: nobody may refresh for a moment.
    Paused,
}

/// The refresh of one generation, in the order in which it happens.
impl Inner {
    /// Replaces the pair of `generation`, or waits for the process that does.
    pub(super) async fn refresh(self: Arc<Self>, token_set_id: String, generation: i64) -> RefreshOutcome {
        let owner = random_id::<8>();
        let lease = Lease { token_set_id: &token_set_id, generation, owner: &owner };
        // Another process has as long as its lease; then this one has the same.
        let deadline = Instant::now() + Duration::from_secs(self.timing.lease.unsigned_abs()) * 2;
        loop {
            match self.claim(lease).await {
                Ok(LeaseClaim::Acquired(row)) => match self.replace(lease, &row).await {
                    Ok(Some(outcome)) => return outcome,
                    Ok(None) => {}
                    Err(error) => return database_failed(&error),
                },
                Ok(LeaseClaim::Superseded) => return RefreshOutcome::Refreshed,
                Ok(LeaseClaim::SessionEnded) => return RefreshOutcome::SessionEnded,
                Ok(LeaseClaim::Paused) => return RefreshOutcome::Failed("GitHub failed a moment ago".to_owned()),
                Ok(LeaseClaim::HeldElsewhere) if Instant::now() < deadline => sleep(POLL_INTERVAL).await,
                Ok(LeaseClaim::HeldElsewhere) => {
                    return RefreshOutcome::Failed("another process holds the lease".to_owned());
                }
                Err(error) => return database_failed(&error),
            }
        }
    }

    /// Asks to be the one of all processes that replaces this generation.
    async fn claim(&self, lease: Lease<'_>) -> Result<LeaseClaim, Error> {
        let offset = self.clock.database_offset();
        if let Some(row) = token_sets::acquire_lease(&self.db, lease, offset, self.timing.lease).await? {
            return Ok(LeaseClaim::Acquired(Box::new(row)));
        }
        Ok(match token_sets::by_id(&self.db, lease.token_set_id, offset).await? {
            None => LeaseClaim::SessionEnded,
            Some(row) if row.generation > lease.generation => LeaseClaim::Superseded,
            Some(row) if row.is_paused() => LeaseClaim::Paused,
            Some(_) => LeaseClaim::HeldElsewhere,
        })
    }

    /// With the lease acquired; `None` if it was lost again. A pair that cannot be refreshed is put to GitHub's check.
    async fn replace(&self, lease: Lease<'_>, row: &TokenSetRow) -> Result<Option<RefreshOutcome>, Error> {
        let renewable = row.pair.is_renewable(self.clock.now());
        let refresh = match row.pair.open_refresh(&self.keyring) {
            Ok(Some(refresh)) if renewable => refresh,
            Ok(_) => return self.check(lease, row).await.map(Some),
            Err(error) => return Ok(Some(self.fail(lease, row, self.timing.pause, error.to_string()).await)),
        };
        // Without the mark nobody would know that a refused refresh token may have been answered before.
        if !token_sets::mark_sent(&self.db, lease, self.clock.database_offset()).await? {
            return Ok(None);
        }
        let outcome = match self.oauth.refresh(&refresh).await {
            Ok(answer) => self.save(row, &answer).await,
            // The lease is kept: until the session is deleted, nobody else has cause to send the refused token again.
            Err(TokenError::RefreshRefused) => self.settle(row).await?,
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                let seconds = error.retry_after().unwrap_or(self.timing.pause);
                self.fail(lease, row, seconds, format!("{error}: {cause}")).await
            }
        };
        Ok(Some(outcome))
    }

    /// Saves GitHub's answer in the place of `old`, before anybody uses it. While the database fails the answer is held in
    /// memory and saved again: the old pair is dead, and there will be no second answer.
    async fn save(&self, old: &TokenSetRow, answer: &TokenPair) -> RefreshOutcome {
        let pair = self.seal_successor(old, answer);
        let save = || self.save_once(old.generation, &pair, &answer.scopes).boxed();
        let saved = retry_until_written(self.timing.hold, save, |error| {
            tracing::warn!(token_set = pair.owner.token_set_id, %error, "GitHub's answer could not be saved yet");
        });
        saved.await.unwrap_or_else(|error| {
            // The database cannot be told; the log can.
            tracing::error!(target: "security", event = "pair-lost", viewer = pair.owner.viewer, %error,
                "GitHub's answer could not be saved, and its pair is lost");
            RefreshOutcome::Failed(format!("the new pair could not be saved: {error}"))
        })
    }

    /// An answer without a refresh token leaves the old one valid (RFC 6749 section 6).
    fn seal_successor(&self, old: &TokenSetRow, answer: &TokenPair) -> SealedPair {
        let mut pair = SealedPair::seal(&self.keyring, old.pair.owner.clone(), answer);
        if pair.refresh.is_none() && pair.access_expires_at.is_some() {
            pair.refresh.clone_from(&old.pair.refresh);
            pair.refresh_expires_at = old.pair.refresh_expires_at;
        }
        pair
    }

    /// A compare-and-swap on the generation alone: a slow process's answer is the token set's, whoever has the lease by now.
    async fn save_once(&self, generation: i64, pair: &SealedPair, scopes: &[String]) -> Result<RefreshOutcome, Error> {
        let now = self.clock.now();
        // A full queue must not turn away what GitHub gives once.
        let mut write = self.db.write_critical().await?;
        let outcome = if token_sets::save_refreshed(&mut write, pair, scopes, generation, now).await? {
            let session = token_sets::session(&mut write, &pair.owner.token_set_id).await?;
            audit::record_for_session(&mut write, session, AccountEventKind::Refreshed, now).await?;
            RefreshOutcome::Refreshed
        } else {
            queue_unsaved(&mut write, pair, now).await?
        };
        write.commit().await?;
        Ok(outcome)
    }

    /// GitHub refused the refresh token of `row`. If another process had sent it before, that one may have the answer: while
    /// it may still be saving, the token set is not dead.
    async fn settle(&self, row: &TokenSetRow) -> Result<RefreshOutcome, Error> {
        // An earlier owner saves within its lease, or while it holds the answer in memory.
        let hold = i64::try_from(self.timing.hold.as_secs()).unwrap_or_default();
        let until = row.sent_at.map(|sent| sent + self.timing.lease + hold);
        loop {
            let id = &row.pair.owner.token_set_id;
            let current = token_sets::by_id(&self.db, id, self.clock.database_offset()).await?;
            let Some(current) = current else { return Ok(RefreshOutcome::SessionEnded) };
            if current.generation > row.generation {
                return Ok(RefreshOutcome::Refreshed);
            }
            if until.is_none_or(|until| current.database_now >= until) {
                return Ok(RefreshOutcome::Dead);
            }
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Puts a token that GitHub refused, and that cannot be refreshed, to GitHub's own check.
    async fn check(&self, lease: Lease<'_>, row: &TokenSetRow) -> Result<RefreshOutcome, Error> {
        let access = match row.pair.open_access(&self.keyring) {
            Ok(access) => access,
            Err(error) => return Ok(self.fail(lease, row, self.timing.pause, error.to_string()).await),
        };
        match self.oauth.check(&access).await {
            Ok(TokenStatus::Dead) => Ok(RefreshOutcome::Dead),
            Ok(TokenStatus::Alive) => {
                // Once the pause is over it may be sent again.
                token_sets::clear_refusal(&self.db, lease.token_set_id, lease.generation).await?;
                let cause = "GitHub refused a token that its check calls good".to_owned();
                Ok(self.fail(lease, row, CONTRADICTION_PAUSE, cause).await)
            }
            Err(error) => {
                let seconds = error.retry_after().unwrap_or(self.timing.pause);
                Ok(self.fail(lease, row, seconds, error.to_string()).await)
            }
        }
    }

    async fn fail(&self, lease: Lease<'_>, row: &TokenSetRow, seconds: i64, cause: String) -> RefreshOutcome {
        self.release(lease, row, seconds).await;
        RefreshOutcome::Failed(cause)
    }

    /// Gives the lease back, so that nobody asks GitHub for `seconds`. This process has no answer and will get none, so
    /// whoever is refused next need not wait for it, but still for an earlier sender.
    async fn release(&self, lease: Lease<'_>, row: &TokenSetRow, seconds: i64) {
        let offset = self.clock.database_offset();
        if let Err(error) = token_sets::release_lease(&self.db, lease, offset, seconds, row.sent_at).await {
            // It expires by itself.
            tracing::warn!(%error, "a lease could not be given back");
        }
    }
}

/// The answer could not be saved: its session ended, or there is a newer pair. Its pair must not live on at GitHub. But a
/// commit that failed after it took effect is no loss: then the newer pair is this one, as its random nonce shows.
async fn queue_unsaved(write: &mut Write, pair: &SealedPair, now: Timestamp) -> Result<RefreshOutcome, Error> {
    let current = token_sets::access_token(write, &pair.owner.token_set_id).await?;
    if current.as_ref() != Some(&pair.access) {
        revocations::queue_pair(write, pair, now).await?;
    }
    Ok(if current.is_some() { RefreshOutcome::Refreshed } else { RefreshOutcome::SessionEnded })
}

fn database_failed(error: &Error) -> RefreshOutcome {
    if is_busy(error) {
        return RefreshOutcome::DatabaseBusy;
    }
    RefreshOutcome::Failed(format!("the database does not answer: {error}"))
}
