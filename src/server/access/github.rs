use std::sync::Arc;

use super::{Access, tokens::SessionTokens};
use crate::{
    model::{AppError, Dated, Profile, RepositoryPage, RepositoryQuery},
    server::{
        github::{self, CacheKey, GitHubError, TokenSource},
        session::ActiveSession,
    },
};

/// GitHub as one viewer sees it; failures are logged here and leave as [`AppError`].
pub struct GitHub {
    gateway: github::Gateway,
    key: CacheKey,
    tokens: TokenSource,
}

impl GitHub {
    pub(super) fn of(access: &Access, session: &ActiveSession) -> Self {
        Self {
            gateway: access.state.github.clone(),
            key: CacheKey { session: session.key, generation: session.generation },
            tokens: Arc::new(SessionTokens::of(access, session)),
        }
    }

    /// The viewer's profile.
    ///
    /// # Errors
    ///
    /// What a page may say of GitHub's failure.
    pub async fn profile(&self) -> Result<Dated<Profile>, AppError> {
        self.gateway.profile(self.key, &self.tokens).await.map_err(|error| self.told(error, "profile"))
    }

    /// One page of the viewer's repositories.
    ///
    /// # Errors
    ///
    /// What a page may say of GitHub's failure.
    pub async fn repositories(&self, query: &RepositoryQuery) -> Result<Dated<RepositoryPage>, AppError> {
        let all = self.gateway.repositories(self.key, &self.tokens).await;
        let all = all.map_err(|error| self.told(error, "repositories"))?;
        Ok(all.map(|(all, truncated)| github::select(all, truncated, query)))
    }

    fn told(&self, error: GitHubError, resource: &'static str) -> AppError {
        tracing::warn!(session = ?self.key.session, resource, %error, "GitHub gave no answer");
        error.into()
    }
}
