//! What server functions and acts ask for: proof of a viewer, and through it GitHub.

use std::sync::Arc;

use leptos::prelude::use_context;

use super::{
    github::{self, CacheKey, GitHubError, TokenSource},
    grant,
    session::ActiveSession,
    state::AppState,
};
use crate::model::{AppError, Dated, Profile, RepositoryPage, RepositoryQuery, Viewer};

/// What the router knows of a request's session. In the context of every page and server function.
#[derive(Clone)]
pub struct Access {
    pub state: AppState,
    pub session: Option<Arc<ActiveSession>>,
}

/// A proven viewer.
pub struct SignedIn {
    state: AppState,
    session: Arc<ActiveSession>,
}

/// The viewer of the request at hand.
///
/// # Errors
///
/// [`AppError::SignedOut`] where nobody is signed in, and outside a request.
pub fn require_viewer() -> Result<SignedIn, AppError> {
    let Access { state, session } = use_context::<Access>().ok_or(AppError::SignedOut)?;
    Ok(SignedIn { state, session: session.ok_or(AppError::SignedOut)? })
}

impl SignedIn {
    /// The viewer, as a page may know them.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.session.viewer.clone()
    }

    /// GitHub, asked as this viewer. The access token is opened only where GitHub must be asked, and stays inside.
    #[must_use]
    pub fn github(&self) -> GitHub {
        let key = CacheKey { session: self.session.key, generation: self.session.generation };
        let (state, session) = (self.state.clone(), self.session.key);
        let token: TokenSource = Arc::new(move || {
            let state = state.clone();
            Box::pin(async move {
                let now = state.clock.now();
                grant::access_token(&state.db, &state.config.keyring, session, now).await.map_err(|error| {
                    tracing::warn!(?session, error = &error as &dyn std::error::Error, "no access token");
                    match error {
                        grant::GrantError::Database(_) => GitHubError::Internal,
                        _ => GitHubError::NoToken,
                    }
                })
            })
        });
        GitHub { gateway: self.state.github.clone(), key, token }
    }
}

/// GitHub as one viewer sees it; failures are logged here and leave as [`AppError`].
pub struct GitHub {
    gateway: github::Gateway,
    key: CacheKey,
    token: TokenSource,
}

impl GitHub {
    /// The viewer's profile.
    ///
    /// # Errors
    ///
    /// What a page may say of GitHub's failure.
    pub async fn profile(&self) -> Result<Dated<Profile>, AppError> {
        self.gateway.profile(self.key, &self.token).await.map_err(|error| self.told(error, "profile"))
    }

    /// One page of the viewer's repositories.
    ///
    /// # Errors
    ///
    /// What a page may say of GitHub's failure.
    pub async fn repositories(&self, query: &RepositoryQuery) -> Result<Dated<RepositoryPage>, AppError> {
        let all = self.gateway.repositories(self.key, &self.token).await;
        let all = all.map_err(|error| self.told(error, "repositories"))?;
        Ok(all.map(|(all, truncated)| github::select(all, truncated, query)))
    }

    fn told(&self, error: GitHubError, resource: &'static str) -> AppError {
        tracing::warn!(session = ?self.key.session, resource, %error, "GitHub gave no answer");
        error.into()
    }
}
