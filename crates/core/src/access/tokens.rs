use futures::{StreamExt, future::BoxFuture, stream};
use gatehouse_model::{SessionVerdict, SignInReason};

use crate::{
    db::is_busy,
    github::{GitHubError, Tokens},
    session::{ActiveSession, SessionKey},
    state::CoreState,
    token::LiveToken,
    token_set::{self, TokenSetError},
};

/// Renewals under way at once in one sweep.
const AT_ONCE: usize = 4;

/// Renew this many seconds before a request would have to: the longest "ahead" there is, and the sweep's own period.
const SWEEP_AHEAD: i64 = 60;

/// The access token of `session`, renewed where that is due. A token set that GitHub no longer honours ends the session.
///
/// # Errors
///
/// As [`token_set::TokenSets::access_token`].
pub async fn token_of(state: &CoreState, session: SessionKey) -> Result<LiveToken, TokenSetError> {
    let held = state.token_sets.access_token(session).await;
    end_if_dead(state, session, held).await
}

/// Asks GitHub whether it still honours the session's token set, and ends the session where it does not.
///
/// # Errors
///
/// As [`token_set::TokenSets::verify`].
pub async fn verify(state: &CoreState, session: SessionKey) -> Result<(), TokenSetError> {
    let verified = state.token_sets.verify(session).await;
    end_if_dead(state, session, verified).await
}

/// Renews what will soon be needed: the token sets of sessions seen in the last hour. Failures are for the next turn, or for
/// the request that needs the token.
///
/// # Errors
///
/// When the database does not answer.
pub async fn renew_due(state: &CoreState) -> Result<(), sqlx::Error> {
    let timing = &state.config.refresh;
    let ahead = timing.ahead + timing.jitter + SWEEP_AHEAD;
    let due = token_set::due(&state.db, ahead, state.clock.now()).await?;
    stream::iter(due)
        .for_each_concurrent(AT_ONCE, async |session| {
            // A refresh is not begun that might not be finished.
            if !state.stopping.is_cancelled()
                && let Err(error) = token_of(state, session).await
            {
                tracing::info!(?session, %error, "a token set was not renewed ahead");
            }
        })
        .await;
    Ok(())
}

async fn end_if_dead<T>(
    state: &CoreState,
    session: SessionKey,
    outcome: Result<T, TokenSetError>,
) -> Result<T, TokenSetError> {
    if let Err(TokenSetError::Dead { generation }) = outcome {
        state.lifecycle.end_dead(session, generation, false).await?;
        state.github.forget(session);
    }
    outcome
}

/// What the gateway may ask of one session's token set while a request is under way.
pub(super) struct SessionTokens {
    state: CoreState,
    session: SessionKey,
    viewer: i64,
}

impl SessionTokens {
    pub(super) fn of(state: &CoreState, session: &ActiveSession) -> Self {
        Self { state: state.clone(), session: session.key, viewer: session.github_id }
    }

    /// The error's cause goes to the log.
    fn told(&self, error: &TokenSetError) -> GitHubError {
        tracing::warn!(session = ?self.session, error = error as &dyn std::error::Error, "no access token");
        match error {
            TokenSetError::Unavailable(cause) => GitHubError::Upstream(cause.clone()),
            TokenSetError::StillRenewing => GitHubError::TimedOut,
            TokenSetError::Database(error) if is_busy(error) => GitHubError::Busy,
            TokenSetError::Database(_) => GitHubError::Internal,
            TokenSetError::Dead { .. } | TokenSetError::Gone => GitHubError::NoToken(SessionVerdict::Reload),
            TokenSetError::Sealed(_) | TokenSetError::Foreign => {
                GitHubError::NoToken(SessionVerdict::SignIn(SignInReason::KeyUnknown))
            }
        }
    }
}

impl Tokens for SessionTokens {
    fn viewer(&self) -> i64 {
        self.viewer
    }

    fn current(&self) -> BoxFuture<'_, Result<LiveToken, GitHubError>> {
        Box::pin(async { token_of(&self.state, self.session).await.map_err(|error| self.told(&error)) })
    }

    fn after_refusal(&self, generation: i64) -> BoxFuture<'_, Result<LiveToken, GitHubError>> {
        Box::pin(async move {
            let held = self.state.token_sets.after_refusal(self.session, generation).await;
            end_if_dead(&self.state, self.session, held).await.map_err(|error| self.told(&error))
        })
    }

    fn refused_again(&self, generation: i64) -> BoxFuture<'_, GitHubError> {
        Box::pin(async move {
            let error = match self.state.token_sets.refused_again(self.session, generation).await {
                // GitHub gave this pair a moment ago: if a part of it lives after all, nobody may find it.
                Ok(dead @ TokenSetError::Dead { .. }) => {
                    let ended = self.state.lifecycle.end_dead(self.session, generation, true).await;
                    self.state.github.forget(self.session);
                    ended.map_or_else(TokenSetError::from, |_| dead)
                }
                Ok(error) | Err(error) => error,
            };
            self.told(&error)
        })
    }
}
