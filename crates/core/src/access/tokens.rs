use futures::{StreamExt, future::BoxFuture, stream};
use gatehouse_model::{SessionVerdict, SignInReason};

use crate::{
    db::{Error, is_busy},
    github::{GitHubError, Tokens},
    session::{ActiveSession, SessionKey},
    state::CoreState,
    token::LiveToken,
    token_set::TokenSetError,
};

/// How many refreshes ahead run at once.
const AT_ONCE: usize = 4;

/// In seconds. A token is refreshed ahead this long before a request would have to, which is the period of the background
/// work.
const BACKGROUND_AHEAD: i64 = 60;

/// The access token of `session`, refreshed if that is due. A token set that GitHub no longer honours ends the session.
///
/// # Errors
///
/// As [`crate::token_set::TokenSets::access_token`].
pub async fn access_token(state: &CoreState, session: SessionKey) -> Result<LiveToken, TokenSetError> {
    let live = state.token_sets.access_token(session).await;
    end_if_dead(state, session, live).await
}

/// Asks GitHub whether it still honours the session's token set, and ends the session if not.
///
/// # Errors
///
/// As [`crate::token_set::TokenSets::verify`].
pub async fn verify(state: &CoreState, session: SessionKey) -> Result<(), TokenSetError> {
    let verified = state.token_sets.verify(session).await;
    end_if_dead(state, session, verified).await
}

/// Refreshes the tokens that sessions in use will soon need. What fails is left to the next run, or to the request that
/// needs the token.
pub async fn renew_due(state: &CoreState) -> Result<(), Error> {
    let timing = &state.config.refresh;
    let ahead = timing.ahead + timing.jitter + BACKGROUND_AHEAD;
    let due = state.token_sets.due(ahead, state.clock.now()).await?;
    stream::iter(due)
        .for_each_concurrent(AT_ONCE, async |session| {
            // A process that stops might not finish it.
            if !state.stopping.is_cancelled()
                && let Err(error) = access_token(state, session).await
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
        state.forget(session);
    }
    outcome
}

/// What the gateway may do with the token set of a request's session.
pub(super) struct SessionTokens {
    state: CoreState,
    session: SessionKey,
    viewer: i64,
}

impl SessionTokens {
    pub(super) fn new(state: &CoreState, session: &ActiveSession) -> Self {
        Self { state: state.clone(), session: session.key, viewer: session.github_id }
    }

    /// Logs the error, since the gateway's has no cause.
    fn gateway_error(&self, error: &TokenSetError) -> GitHubError {
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
        Box::pin(async { access_token(&self.state, self.session).await.map_err(|error| self.gateway_error(&error)) })
    }

    fn after_refusal(&self, generation: i64) -> BoxFuture<'_, Result<LiveToken, GitHubError>> {
        Box::pin(async move {
            let live = self.state.token_sets.after_refusal(self.session, generation).await;
            end_if_dead(&self.state, self.session, live).await.map_err(|error| self.gateway_error(&error))
        })
    }

    fn refused_again(&self, generation: i64) -> BoxFuture<'_, GitHubError> {
        Box::pin(async move {
            let error = match self.state.token_sets.refused_again(self.session, generation).await {
                // GitHub gave this pair a moment ago. Part of it may live after all, so it is queued.
                Ok(dead @ TokenSetError::Dead { .. }) => {
                    let ended = self.state.lifecycle.end_dead(self.session, generation, true).await;
                    self.state.forget(self.session);
                    ended.map_or_else(TokenSetError::from, |_| dead)
                }
                Ok(error) | Err(error) => error,
            };
            self.gateway_error(&error)
        })
    }
}
