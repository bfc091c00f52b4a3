//! GitHub's API through octocrab: the only place a client is built. One file a resource, own types, every answer
//! capped, timed and judged.
//!
//! A leaf. It is handed access tokens and never keeps one.

mod cache;
mod client;
mod error;
mod fetch;
mod limits;
mod link;
mod read;
mod repositories;
mod repository;
mod select;
mod user;
mod user_answer;

use std::sync::Arc;

use futures::future::BoxFuture;

pub use cache::CacheKey;
pub use error::GitHubError;
pub use select::select;
pub use user::Identity;

use self::{cache::Cache, client::Client, repositories::RepositoryList, user::ValidatedUser};
use crate::{
    model::{Dated, Profile, Repository},
    server::{
        clock::Clock,
        config::GitHubConfig,
        session_key::SessionKey,
        token::{AccessToken, Held},
    },
};

/// The access tokens of one session, opened when, and only when, GitHub must be asked.
pub trait Tokens: Send + Sync {
    /// The one to ask with.
    fn current(&self) -> BoxFuture<'_, Result<Held, GitHubError>>;

    /// Another one, after GitHub answered 401 to that of `generation`.
    fn after_refusal(&self, generation: i64) -> BoxFuture<'_, Result<Held, GitHubError>>;

    /// GitHub answered 401 to that other one as well: there will be no third.
    fn refused_again(&self, generation: i64) -> BoxFuture<'_, GitHubError>;
}

pub type TokenSource = Arc<dyn Tokens>;

/// The way to GitHub's API. One for the whole process.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    users: Cache<ValidatedUser>,
    repositories: Cache<RepositoryList>,
}

impl Gateway {
    /// A gateway to the configured API. Must be called inside the Tokio runtime: octocrab starts a task.
    ///
    /// # Errors
    ///
    /// When the address is none, or the system has no certificates to trust.
    pub fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let client = Client::new(github, clock.clone())?;
        Ok(Self { client, users: Cache::new(clock.clone()), repositories: Cache::new(clock) })
    }

    /// Whose token this is: asked once, at sign-in, and never from a cache.
    ///
    /// # Errors
    ///
    /// Whatever keeps GitHub from saying it.
    pub async fn identity(&self, token: &AccessToken) -> Result<Identity, GitHubError> {
        user::identity(&self.client, token).await
    }

    /// The viewer's profile.
    ///
    /// # Errors
    ///
    /// Whatever keeps GitHub from answering, where the cache holds nothing under an hour old.
    pub async fn profile(&self, key: CacheKey, token: &TokenSource) -> Result<Dated<Profile>, GitHubError> {
        let fetch = user::fetcher(self.client.clone(), Arc::clone(token));
        Ok(self.users.get(key, fetch).await?.map(|user| user.value.profile.clone()))
    }

    /// All the viewer's repositories, and whether GitHub has more than we read.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn repositories(
        &self,
        key: CacheKey,
        token: &TokenSource,
    ) -> Result<Dated<(Vec<Repository>, bool)>, GitHubError> {
        let fetch = repositories::fetcher(self.client.clone(), Arc::clone(token));
        Ok(self.repositories.get(key, fetch).await?.map(|list| list.flatten()))
    }

    /// Drops what was kept for a session that has ended.
    pub fn forget(&self, session: SessionKey) {
        self.users.forget(session);
        self.repositories.forget(session);
    }
}
