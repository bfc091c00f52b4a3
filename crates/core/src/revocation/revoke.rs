use gatehouse_model::Timestamp;

use super::Revocations;
use crate::{
    db::{
        Error,
        revocations::{self, QueuedPair},
    },
    oauth::{ApplicationError, TokenError, TokenStatus},
    token::{AccessToken, OpenTokenError, SealedPair},
};

/// What came of one try to revoke a pair.
pub(super) enum RevocationOutcome {
    Revoked,
    /// The pair was refreshed before and the answer was lost: nobody has the new pair, and it may live.
    Lost,
    /// Not known. The text is for the log; the number is the seconds for which GitHub asks to be left alone.
    Unknown(String, Option<i64>),
    /// Another instance works on the pair.
    TakenOver,
}

/// What came of asking GitHub to delete an access token.
enum Deletion {
    Done,
    AlreadyDead,
    Unknown(String, Option<i64>),
}

/// Why a pair could not be worked on.
#[derive(Debug, thiserror::Error)]
pub(super) enum RevokeError {
    #[error(transparent)]
    Open(#[from] OpenTokenError),
    #[error("the database does not answer: {0}")]
    Database(#[from] Error),
}

impl Revocations {
    /// Revokes the pair at GitHub: by its access token or, if that has expired, by the one its refresh token gives.
    pub(super) async fn revoke(&self, queued: &QueuedPair) -> Result<RevocationOutcome, RevokeError> {
        let pair = &queued.pair;
        let now = self.clock.now();
        if pair.access_expires_at.is_none_or(|end| now < end) {
            let access = pair.open_access(&self.keyring)?;
            match self.delete(&access).await {
                // Its refresh token may still live.
                Deletion::AlreadyDead => {}
                Deletion::Done => return Ok(RevocationOutcome::Revoked),
                Deletion::Unknown(cause, wait) => return Ok(RevocationOutcome::Unknown(cause, wait)),
            }
        }
        if pair.is_renewable(now) { self.refresh_and_delete(queued, now).await } else { Ok(RevocationOutcome::Revoked) }
    }

    /// 204 means done, the refresh token included. Anything else proves nothing: GitHub's check decides.
    async fn delete(&self, access: &AccessToken) -> Deletion {
        let status = match self.oauth.revoke_token(access).await {
            Ok(()) => return Deletion::Done,
            Err(ApplicationError::Status(status)) => status,
            Err(error) => return Deletion::Unknown(error.to_string(), error.retry_after()),
        };
        match self.oauth.check(access).await {
            Ok(TokenStatus::Dead) => Deletion::AlreadyDead,
            Ok(TokenStatus::Alive) => Deletion::Unknown(format!("status {status} for a token GitHub honours"), None),
            Err(error) => Deletion::Unknown(error.to_string(), error.retry_after()),
        }
    }

    async fn refresh_and_delete(&self, queued: &QueuedPair, now: Timestamp) -> Result<RevocationOutcome, RevokeError> {
        let Some(refresh) = queued.pair.open_refresh(&self.keyring)? else { return Ok(RevocationOutcome::Revoked) };
        if !revocations::mark_sent(&self.db, queued, now).await? {
            return Ok(RevocationOutcome::TakenOver);
        }
        let answer = match self.oauth.refresh(&refresh).await {
            Ok(answer) => answer,
            Err(TokenError::RefreshRefused) if queued.sent_at.is_some() => return Ok(RevocationOutcome::Lost),
            Err(TokenError::RefreshRefused) => return Ok(RevocationOutcome::Revoked),
            Err(error) => return Ok(RevocationOutcome::Unknown(error.to_string(), error.retry_after())),
        };
        let new = SealedPair::seal(&self.keyring, queued.pair.owner.clone(), &answer);
        // Saved first, in case this process dies; deleted whether it was saved or not.
        let saved = self.save(queued, &new).await;
        let (cause, wait) = match self.delete(&answer.access).await {
            Deletion::Done => return Ok(RevocationOutcome::Revoked),
            // The next try uses the new pair's own refresh token.
            Deletion::AlreadyDead => ("GitHub does not know a token it gave just now".to_owned(), None),
            Deletion::Unknown(cause, wait) => (cause, wait),
        };
        let queued_again = match saved {
            Ok(true) => return Ok(RevocationOutcome::Unknown(cause, wait)),
            // The row is another instance's by now; this pair needs one of its own.
            Ok(false) => self.queue(queued, &new, now).await,
            Err(error) => Err(error),
        };
        queued_again.map(|()| RevocationOutcome::TakenOver).map_err(|error| {
            tracing::error!(target: "security", event = "pair-lost", viewer = new.owner.viewer, %error, cause,
                "GitHub's answer could neither be saved nor its pair killed");
            error.into()
        })
    }
}
