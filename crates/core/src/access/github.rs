use std::{sync::Arc, time::Duration};

use gatehouse_model::{
    Activity, Allowances, Fetched, Languages, Organizations, Overview, Profile, RepositoryPage, RepositoryQuery, Stars,
};
use tokio::time::timeout;

use super::tokens::SessionTokens;
use crate::{
    github::{CacheKey, Gateway, GitHubError, Selection, TokenSource},
    session::ActiveSession,
    state::CoreState,
};

/// A download waits so long for a list that is still being gathered: thousands of repositories are seconds away.
const GATHERED_WITHIN: Duration = Duration::from_secs(25);

/// GitHub as one viewer sees it; failures are logged here and leave as [`AppError`]: what a page may say of them.
///
/// Every question of a page has a deadline, after which the page goes on without it. The question itself goes on, too:
/// whoever tries again finds its answer.
pub struct GitHub {
    gateway: Gateway,
    key: CacheKey,
    tokens: TokenSource,
    patience: Duration,
}

impl GitHub {
    pub fn of(state: &CoreState, session: &ActiveSession) -> Self {
        Self {
            gateway: state.github.clone(),
            key: CacheKey { session: session.key, generation: session.generation, part: 0 },
            tokens: Arc::new(SessionTokens::new(state, session)),
            patience: state.config.github.patience,
        }
    }

    /// The viewer's profile.
    ///
    /// # Errors
    ///
    /// What a page may say of GitHub's failure.
    pub async fn profile(&self) -> Result<Fetched<Profile>, GitHubError> {
        self.ask("profile", async |gateway, key, tokens| gateway.profile(key, &tokens).await).await
    }

    /// Contributions of a calendar year, or of the last twelve months, and pinned items.
    ///
    /// # Errors
    ///
    /// As [`GitHub::profile`].
    pub async fn overview(&self, year: Option<u16>) -> Result<Fetched<Overview>, GitHubError> {
        // GitHub has known contributions since 2005; nonsense is not worth a question.
        let year = year.filter(|year| (2005..=2100).contains(year));
        self.ask("overview", async move |gateway, key, tokens| gateway.overview(key, &tokens, year).await).await
    }

    /// The organisations the viewer belongs to.
    ///
    /// # Errors
    ///
    /// As [`GitHub::profile`].
    pub async fn organizations(&self) -> Result<Fetched<Organizations>, GitHubError> {
        self.ask("organizations", async |gateway, key, tokens| gateway.organizations(key, &tokens).await).await
    }

    /// One page of the viewer's repositories.
    ///
    /// # Errors
    ///
    /// As [`GitHub::profile`].
    pub async fn repositories(&self, query: RepositoryQuery) -> Result<Fetched<RepositoryPage>, GitHubError> {
        self.ask("repositories", async move |gateway, key, tokens| gateway.repositories(key, &tokens, &query).await)
            .await
    }

    /// Everything that `query` asks for, once the list is gathered to its end.
    ///
    /// # Errors
    ///
    /// As [`GitHub::profile`].
    pub async fn selection(&self, query: RepositoryQuery) -> Result<Selection, GitHubError> {
        let asked = self.gateway.selection(self.key, &self.tokens, &query);
        let found = timeout(GATHERED_WITHIN, asked).await.unwrap_or(Err(GitHubError::TimedOut));
        found.map_err(|error| self.told("selection", error))
    }

    /// The languages of the viewer's repositories.
    ///
    /// # Errors
    ///
    /// As [`GitHub::profile`].
    pub async fn languages(&self) -> Result<Fetched<Languages>, GitHubError> {
        self.ask("languages", async |gateway, key, tokens| gateway.languages(key, &tokens).await).await
    }

    /// What the viewer did lately.
    ///
    /// # Errors
    ///
    /// As [`GitHub::profile`].
    pub async fn activity(&self) -> Result<Fetched<Activity>, GitHubError> {
        self.ask("activity", async |gateway, key, tokens| gateway.activity(key, &tokens).await).await
    }

    /// One page of what the viewer has starred, from 1.
    ///
    /// # Errors
    ///
    /// As [`GitHub::profile`].
    pub async fn stars(&self, page: u32) -> Result<Fetched<Stars>, GitHubError> {
        self.ask("stars", async move |gateway, key, tokens| gateway.stars(key, &tokens, page).await).await
    }

    /// What GitHub still allows the viewer this hour.
    #[must_use]
    pub fn allowances(&self) -> Allowances {
        self.gateway.allowances(self.tokens.viewer())
    }

    async fn ask<T, F, Fut>(&self, resource: &'static str, question: F) -> Result<T, GitHubError>
    where
        F: FnOnce(Gateway, CacheKey, TokenSource) -> Fut,
        Fut: Future<Output = Result<T, GitHubError>> + Send + 'static,
        T: Send + 'static,
    {
        let asked = tokio::spawn(question(self.gateway.clone(), self.key, Arc::clone(&self.tokens)));
        match timeout(self.patience, asked).await {
            Ok(Ok(answer)) => answer.map_err(|error| self.told(resource, error)),
            Ok(Err(_)) => Err(self.told(resource, GitHubError::Internal)),
            Err(_) => Err(GitHubError::StillAsking),
        }
    }

    fn told(&self, resource: &'static str, error: GitHubError) -> GitHubError {
        tracing::warn!(session = ?self.key.session, resource, %error, "GitHub gave no answer");
        error
    }
}
