use std::{sync::Arc, time::Duration};

use gatehouse_model::{Allowances, Fetched, RepositoryQuery};
use tokio::time::timeout;

use super::tokens::SessionTokens;
use crate::{
    github::{GitHubError, Observer, Resource, Selection, SessionClient},
    session::{ActiveSession, SessionKey},
    state::CoreState,
};

/// How long a download waits for a list that is still being gathered: thousands of repositories take seconds.
const GATHERED_WITHIN: Duration = Duration::from_secs(25);

/// GitHub as one viewer sees it. Failures are logged here.
///
/// A page waits for an answer only until a deadline, and then goes on without it. The request goes on, too: the next
/// attempt finds its answer in the cache.
pub struct GitHub {
    client: SessionClient,
    observer: Observer,
    session: SessionKey,
    patience: Duration,
}

impl GitHub {
    pub fn for_session(state: &CoreState, session: &ActiveSession) -> Self {
        Self::observed(state, session, Observer::default())
    }

    /// As [`GitHub::for_session`]; what is read through it is noted.
    pub(super) fn observed(state: &CoreState, session: &ActiveSession, observer: Observer) -> Self {
        let tokens = Arc::new(SessionTokens::new(state, session));
        Self {
            client: state.github.for_session(session.key, session.generation, tokens, observer.clone()),
            observer,
            session: session.key,
            patience: state.config.github.patience,
        }
    }

    /// # Errors
    ///
    /// As [`Resource::load`]; [`GitHubError::StillAsking`] at the deadline.
    pub async fn get<R: Resource>(&self, resource: R) -> Result<Fetched<R::Value>, GitHubError> {
        let client = self.client.clone();
        let loading = tokio::spawn(async move { client.get(resource).await });
        let answer = match timeout(self.patience, loading).await {
            Ok(Ok(answer)) => answer.inspect_err(|error| self.log(R::NAME, error)),
            Ok(Err(_)) => {
                self.log(R::NAME, &GitHubError::Internal);
                Err(GitHubError::Internal)
            }
            Err(_) => Err(GitHubError::StillAsking),
        };
        // What the page shows in its place will not be true for long.
        answer.inspect_err(|_| self.observer.passing())
    }

    /// Every repository that matches `query`, once the list is gathered to its end.
    ///
    /// # Errors
    ///
    /// As [`Selection::load`]; [`GitHubError::TimedOut`] where gathering takes too long.
    pub async fn selection(&self, query: &RepositoryQuery) -> Result<Selection, GitHubError> {
        let loading = Selection::load(query, &self.client);
        let selection = timeout(GATHERED_WITHIN, loading).await.unwrap_or(Err(GitHubError::TimedOut));
        selection.inspect_err(|error| self.log("selection", error))
    }

    /// What GitHub still allows the viewer this hour.
    #[must_use]
    pub fn allowances(&self) -> Allowances {
        self.client.allowances()
    }

    fn log(&self, resource: &'static str, error: &GitHubError) {
        tracing::warn!(session = ?self.session, resource, %error, "GitHub gave no answer");
    }
}
