use std::sync::Arc;

use tokio::time::timeout;

use super::{TokenSetError, TokenSets, gate::Renewal, need::Need, renew::CONTRADICTION, row::TokenSetRow};
use crate::{oauth::TokenStatus, session_key::SessionKey, token::LiveToken};

impl TokenSets {
    /// Opens the access token of `session`, renewed first where its end is near.
    ///
    /// # Errors
    ///
    /// When there is none that could be used now; only [`TokenSetError::Dead`] says that there never will be.
    pub async fn access_token(&self, session: SessionKey) -> Result<LiveToken, TokenSetError> {
        let row = self.0.row_of(session).await?.ok_or(TokenSetError::Gone)?;
        self.usable(session, row).await
    }

    /// What to do after GitHub answered 401 to the token of `generation`: a rival's newer pair, else a new one. The
    /// refused token itself is never handed out again, unless GitHub's check vouches for it.
    ///
    /// # Errors
    ///
    /// As [`TokenSets::access_token`].
    pub async fn after_refusal(&self, session: SessionKey, generation: i64) -> Result<LiveToken, TokenSetError> {
        self.0.note_refusal(session, generation).await?;
        self.access_token(session).await
    }

    /// What becomes of the pair of `generation`, which GitHub gave a moment ago and answers 401 to: its own check decides.
    /// Where that vouches for the token or does not answer, GitHub is left alone with this token set for a minute, whoever asks.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn refused_again(&self, session: SessionKey, generation: i64) -> Result<TokenSetError, TokenSetError> {
        let row = self.0.row_of(session).await?.ok_or(TokenSetError::Gone)?;
        if row.generation != generation {
            return Ok(TokenSetError::Unavailable("the refused pair was replaced meanwhile".to_owned()));
        }
        let cause = match self.0.oauth.check(&row.pair.open_access(&self.0.keyring)?).await {
            Ok(TokenStatus::Dead) => return self.dead_unless_renewed(session, generation).await,
            Ok(TokenStatus::Alive) => "GitHub refuses a token that its check calls good".to_owned(),
            Err(error) => error.to_string(),
        };
        self.0.note_refusal(session, generation).await?;
        self.0.rest(&row, CONTRADICTION).await?;
        Ok(TokenSetError::Unavailable(cause))
    }

    /// The check says that the pair of `generation` is dead. So it is where a rival has just sent its refresh token, and then
    /// the answer in the air decides: whoever asks next refreshes, or finds the newer pair.
    async fn dead_unless_renewed(&self, session: SessionKey, generation: i64) -> Result<TokenSetError, TokenSetError> {
        let row = self.0.row_of(session).await?.ok_or(TokenSetError::Gone)?;
        if row.generation == generation && row.sent_at.is_none() {
            return Ok(TokenSetError::Dead { generation });
        }
        self.0.note_refusal(session, generation).await?;
        Ok(TokenSetError::Unavailable("the refused pair is being replaced".to_owned()))
    }

    /// Finds out whether GitHub still honours the token set, without using it for anything.
    ///
    /// # Errors
    ///
    /// As [`TokenSets::access_token`].
    pub async fn verify(&self, session: SessionKey) -> Result<(), TokenSetError> {
        let held = self.access_token(session).await?;
        match self.0.oauth.check(&held.token).await {
            Ok(TokenStatus::Alive) => Ok(()),
            Ok(TokenStatus::Dead) => self.after_refusal(session, held.generation).await.map(|_| ()),
            Err(error) => Err(TokenSetError::Unavailable(error.to_string())),
        }
    }

    /// What is known of the application from the tokens that are kept: pages speak of it before anybody signs in.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or the latest token does not open here.
    pub async fn learn_application(&self) -> Result<(), TokenSetError> {
        if let Some(row) = self.0.latest().await? {
            self.0.oauth.learn(&row.pair.open_access(&self.0.keyring)?);
        }
        Ok(())
    }

    async fn usable(&self, session: SessionKey, row: TokenSetRow) -> Result<LiveToken, TokenSetError> {
        let owner = &row.pair.owner;
        if owner.client_id != self.0.oauth.client_id() || owner.issuer != self.0.oauth.issuer() {
            return Err(TokenSetError::Foreign);
        }
        let need = Need::of(&row, &self.0.timing, self.0.clock.now());
        let renewal = match need {
            Need::Nothing if row.is_paused() && !row.pair.is_renewable(self.0.clock.now()) => {
                return Err(TokenSetError::Unavailable("GitHub refused this token a moment ago".to_owned()));
            }
            Need::Nothing => return self.open(&row),
            Need::Dead => return Err(TokenSetError::Dead { generation: row.generation }),
            Need::Refresh { .. } | Need::Check => self.renewal(&row).await?,
        };
        match (renewal, need) {
            (Renewal::Renewed, _) => {
                let row = self.0.row_of(session).await?.ok_or(TokenSetError::Gone)?;
                self.open(&row)
            }
            // The old token has minutes left.
            (renewal @ (Renewal::Kept(_) | Renewal::Busy), Need::Refresh { spent: false }) => {
                tracing::info!(?session, ?renewal, "the pair could not be renewed ahead of its end");
                self.open(&row)
            }
            (renewal, _) => Err(TokenSetError::of(renewal, row.generation)),
        }
    }

    async fn renewal(&self, row: &TokenSetRow) -> Result<Renewal, TokenSetError> {
        // Where our keys are not enough nobody needs to be asked.
        row.pair.open_access(&self.0.keyring)?;
        let key = (row.pair.owner.token_set_id.clone(), row.generation);
        let work = Arc::clone(&self.0).renew(key.0.clone(), key.1);
        timeout(self.0.timing.patience, self.0.gate.enter(key, work)).await.map_err(|_| TokenSetError::StillRenewing)
    }

    fn open(&self, row: &TokenSetRow) -> Result<LiveToken, TokenSetError> {
        let token = row.pair.open_access(&self.0.keyring)?;
        self.0.oauth.learn(&token);
        Ok(LiveToken { token, generation: row.generation })
    }
}
