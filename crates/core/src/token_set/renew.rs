use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use super::{Inner, gate::Renewal, lease::Claim, row::TokenSetRow};
use crate::{
    crypto::random_id,
    db::{Error, is_busy},
    oauth::{TokenError, TokenStatus},
};

/// How often a process looks whether another has saved the new pair.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// After GitHub has refused a token that its own check calls good, it is left alone for so many seconds: it refuses good
/// ones, too, to whoever goes on.
pub(super) const CONTRADICTION: i64 = 60;

impl Inner {
    /// Replaces the pair of `generation`, or waits for the process that does.
    pub(super) async fn renew(self: Arc<Self>, token_set_id: String, generation: i64) -> Renewal {
        let me = random_id::<8>();
        // A rival has its lease's length; then it is our turn, and we have the same.
        let give_up = Instant::now() + Duration::from_secs(self.timing.lease.unsigned_abs()) * 2;
        loop {
            match self.claim(&token_set_id, generation, &me).await {
                Ok(Claim::Won(row)) => match self.replace(&row, &me).await {
                    Ok(Some(renewal)) => return renewal,
                    Ok(None) => {}
                    Err(error) => return unreadable(&error),
                },
                Ok(Claim::Newer) => return Renewal::Renewed,
                Ok(Claim::Gone) => return Renewal::Gone,
                Ok(Claim::Paused) => return Renewal::Kept("GitHub failed a moment ago".to_owned()),
                Ok(Claim::LiveToken) if Instant::now() < give_up => sleep(LOOK_EVERY).await,
                Ok(Claim::LiveToken) => return Renewal::Kept("another process holds the lease".to_owned()),
                Err(error) => return unreadable(&error),
            }
        }
    }

    /// With the lease in hand, or none where it was lost again. Of a pair that nothing can renew GitHub's check decides.
    async fn replace(&self, row: &TokenSetRow, me: &str) -> Result<Option<Renewal>, Error> {
        let (token_set_id, generation) = (&row.pair.owner.token_set_id, row.generation);
        let renewable = row.pair.is_renewable(self.clock.now());
        let refresh = match row.pair.open_refresh(&self.keyring) {
            Ok(Some(refresh)) if renewable => refresh,
            Ok(_) => return self.verify(row, me).await.map(Some),
            Err(error) => return Ok(Some(self.keep(row, me, self.timing.pause, error.to_string()).await)),
        };
        if !self.about_to_send(token_set_id, generation, me).await? {
            return Ok(None);
        }
        let renewal = match self.oauth.refresh(&refresh).await {
            Ok(answer) => self.save(row, &answer).await,
            Err(TokenError::RefreshRefused) => {
                let settled = self.settle(row).await?;
                // Whoever asks next finds no sender to wait for.
                self.pause(row, me, 0).await;
                settled
            }
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                let seconds = error.retry_after().unwrap_or(self.timing.pause);
                self.keep(row, me, seconds, format!("{error}: {cause}")).await
            }
        };
        Ok(Some(renewal))
    }

    /// Asks GitHub's token check about a token it refused.
    async fn verify(&self, row: &TokenSetRow, me: &str) -> Result<Renewal, Error> {
        let access = match row.pair.open_access(&self.keyring) {
            Ok(access) => access,
            Err(error) => return Ok(self.keep(row, me, self.timing.pause, error.to_string()).await),
        };
        match self.oauth.check(&access).await {
            Ok(TokenStatus::Dead) => Ok(Renewal::Dead),
            Ok(TokenStatus::Alive) => {
                self.clear_refusal(row).await?;
                let cause = "GitHub refused a token that its check calls good".to_owned();
                Ok(self.keep(row, me, CONTRADICTION, cause).await)
            }
            Err(error) => {
                let seconds = error.retry_after().unwrap_or(self.timing.pause);
                Ok(self.keep(row, me, seconds, error.to_string()).await)
            }
        }
    }

    async fn keep(&self, row: &TokenSetRow, me: &str, seconds: i64, cause: String) -> Renewal {
        self.pause(row, me, seconds).await;
        Renewal::Kept(cause)
    }
}

fn unreadable(error: &Error) -> Renewal {
    if is_busy(error) {
        return Renewal::Busy;
    }
    Renewal::Kept(format!("the database does not answer: {error}"))
}
