use gatehouse_model::Timestamp;

use super::{Revocations, turn::Turn};
use crate::{
    db::Error,
    oauth::{ApplicationError, TokenError, TokenStatus},
    token::{AccessToken, OpenTokenError, SealedPair},
};

/// What GitHub said in the end.
pub(super) enum Fate {
    Dead,
    /// The pair was renewed before, and the answer went astray: nobody holds it, and it may live.
    Lost,
    /// Not known; the text is for the log, the seconds are what GitHub asks to be left alone for.
    Unknown(String, Option<i64>),
    /// Another instance has the pair in hand.
    Elsewhere,
}

/// What came of asking GitHub to delete an access token.
enum Deleted {
    Now,
    /// It was dead already.
    Before,
    Unknown(String, Option<i64>),
}

/// Why a pair could not be worked on.
#[derive(Debug, thiserror::Error)]
pub(super) enum KillError {
    #[error(transparent)]
    Open(#[from] OpenTokenError),
    #[error("the database does not answer: {0}")]
    Database(#[from] Error),
}

impl Revocations {
    /// Kills the pair of `turn` at GitHub: by its access token, or, where that has run out, by the one its refresh token
    /// gives.
    pub(super) async fn kill(&self, turn: &Turn) -> Result<Fate, KillError> {
        let pair = &turn.pair;
        let now = self.clock.now();
        if pair.access_expires_at.is_none_or(|end| now < end) {
            let access = pair.open_access(&self.keyring)?;
            match self.delete(&access).await {
                // It died alone; its refresh token may live.
                Deleted::Before => {}
                Deleted::Now => return Ok(Fate::Dead),
                Deleted::Unknown(cause, wait) => return Ok(Fate::Unknown(cause, wait)),
            }
        }
        if pair.is_renewable(now) { self.renew_and_delete(turn, now).await } else { Ok(Fate::Dead) }
    }

    /// 204 is done, and takes the refresh token along. Anything else says nothing yet: GitHub's check decides.
    async fn delete(&self, access: &AccessToken) -> Deleted {
        let refused = match self.oauth.revoke_token(access).await {
            Ok(()) => return Deleted::Now,
            Err(ApplicationError::Status(status)) => status,
            Err(error) => return Deleted::Unknown(error.to_string(), error.retry_after()),
        };
        match self.oauth.check(access).await {
            Ok(TokenStatus::Dead) => Deleted::Before,
            Ok(TokenStatus::Alive) => Deleted::Unknown(format!("status {refused} for a token GitHub honours"), None),
            Err(error) => Deleted::Unknown(error.to_string(), error.retry_after()),
        }
    }

    async fn renew_and_delete(&self, turn: &Turn, now: Timestamp) -> Result<Fate, KillError> {
        let Some(refresh) = turn.pair.open_refresh(&self.keyring)? else { return Ok(Fate::Dead) };
        if !self.about_to_send(turn, now).await? {
            return Ok(Fate::Elsewhere);
        }
        let answer = match self.oauth.refresh(&refresh).await {
            Ok(answer) => answer,
            Err(TokenError::RefreshRefused) if turn.sent_before => return Ok(Fate::Lost),
            Err(TokenError::RefreshRefused) => return Ok(Fate::Dead),
            Err(error) => return Ok(Fate::Unknown(error.to_string(), error.retry_after())),
        };
        let new = SealedPair::seal(&self.keyring, turn.pair.owner.clone(), &answer);
        // Kept before anything else, in case we die; and whether it is kept or not, killed.
        let saved = self.save(turn, &new).await;
        let (cause, wait) = match self.delete(&answer.access).await {
            Deleted::Now => return Ok(Fate::Dead),
            // The new pair's own refresh token is tried at the next turn.
            Deleted::Before => ("GitHub does not know a token it gave just now".to_owned(), None),
            Deleted::Unknown(cause, wait) => (cause, wait),
        };
        let kept = match saved {
            Ok(true) => return Ok(Fate::Unknown(cause, wait)),
            // The row is another instance's; our pair needs one of its own.
            Ok(false) => self.queue(turn, &new, now).await,
            Err(error) => Err(error),
        };
        kept.map(|()| Fate::Elsewhere).map_err(|error| {
            tracing::error!(target: "security", event = "pair-lost", viewer = new.owner.viewer, %error, cause,
                "GitHub's answer could neither be saved nor its pair killed");
            error.into()
        })
    }
}
