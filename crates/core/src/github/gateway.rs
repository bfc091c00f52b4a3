use std::sync::Arc;

use gatehouse_model::{Fetched, Organization, Profile, Repository, Star};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Notify;

use super::{
    CacheKey, GitHubError, TokenSource,
    cache::{Cache, Entry, Sessions},
    client::Client,
    events::ListedEvent,
    gather,
    keyed::Keyed,
    overview::Kept,
    paged::{self, List, Paged},
    question::Question,
    single::{self, Single},
};
use crate::{clock::Clock, config::GitHubConfig, session::SessionKey};

/// Bounds in bytes of what is kept of each resource, of all viewers together: 68 MB.
mod largest {
    const MB: u64 = 1024 * 1024;
    pub const USERS: u64 = 4 * MB;
    pub const OVERVIEWS: u64 = 12 * MB;
    pub const ORGANIZATIONS: u64 = 4 * MB;
    pub const REPOSITORIES: u64 = 32 * MB;
    pub const EVENTS: u64 = 8 * MB;
    pub const STARS: u64 = 8 * MB;
}

/// The way to GitHub's API. One for the whole process.
#[derive(Clone)]
pub struct Gateway {
    pub(super) client: Client,
    sessions: Sessions,
    /// Some list has become longer, or its gathering has stopped.
    pub(super) progress: Arc<Notify>,
    pub(super) users: Cache<Single<Profile>>,
    pub(super) overviews: Cache<Kept>,
    pub(super) organizations: Cache<Paged<Organization>>,
    pub(super) repositories: Cache<Paged<Repository>>,
    pub(super) events: Cache<Paged<ListedEvent>>,
    pub(super) stars: Cache<Paged<Star>>,
}

impl Gateway {
    /// A gateway to the configured API. Must be called inside the Tokio runtime: octocrab starts a task.
    ///
    /// # Errors
    ///
    /// When the address is none, or the system has no certificates to trust.
    pub fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let client = Client::new(github, clock.clone())?;
        let sessions = Sessions::new();
        Ok(Self {
            client,
            users: Cache::new(clock.clone(), sessions.clone(), largest::USERS),
            overviews: Cache::new(clock.clone(), sessions.clone(), largest::OVERVIEWS),
            organizations: Cache::new(clock.clone(), sessions.clone(), largest::ORGANIZATIONS),
            repositories: Cache::new(clock.clone(), sessions.clone(), largest::REPOSITORIES),
            events: Cache::new(clock.clone(), sessions.clone(), largest::EVENTS),
            stars: Cache::new(clock, sessions.clone(), largest::STARS),
            sessions,
            progress: Arc::default(),
        })
    }

    /// From now on the session wants to see newer answers than those that are kept.
    pub fn refresh(&self, session: SessionKey) {
        self.sessions.want_newer(session, self.client.clock.now());
    }

    /// Drops what was kept for a session that has ended.
    pub fn forget(&self, session: SessionKey) {
        self.sessions.end(session);
        self.users.forget(session);
        self.overviews.forget(session);
        self.organizations.forget(session);
        self.repositories.forget(session);
        self.events.forget(session);
        self.stars.forget(session);
    }

    /// How many of GitHub's answers are kept for `session`, and their bytes.
    #[must_use]
    pub fn held(&self, session: SessionKey) -> (usize, usize) {
        let all = [
            self.users.held(session),
            self.overviews.held(session),
            self.organizations.held(session),
            self.repositories.held(session),
            self.events.held(session),
            self.stars.held(session),
        ];
        all.into_iter().fold((0, 0), |(answers, bytes), (more, weight)| (answers + more, bytes + weight))
    }

    pub(super) async fn single<A, T>(
        &self,
        cache: &Cache<Single<T>>,
        key: CacheKey,
        tokens: &TokenSource,
        question: Question,
        read: fn(A) -> Result<T, GitHubError>,
    ) -> Result<Fetched<Arc<Entry<Single<T>>>>, GitHubError>
    where
        A: DeserializeOwned + Send + 'static,
        T: Serialize + Send + Sync + 'static,
    {
        cache.get(key, single::fetcher(self.client.clone(), Arc::clone(tokens), question, read)).await
    }

    pub(super) async fn paged<A, T>(
        &self,
        cache: &Cache<Paged<T>>,
        key: CacheKey,
        tokens: &TokenSource,
        list: List<A, T>,
    ) -> Result<Fetched<Arc<Entry<Paged<T>>>>, GitHubError>
    where
        A: DeserializeOwned + Send + 'static,
        T: Keyed + Serialize + Send + Sync + 'static,
    {
        let fetch = paged::fetcher(self.client.clone(), Arc::clone(tokens), list.clone());
        let fetched = cache.get(key, fetch).await?;
        gather::gather(&self.client, &self.progress, tokens, cache, key, &fetched.value, list);
        Ok(fetched)
    }
}
