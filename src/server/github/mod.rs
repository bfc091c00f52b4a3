//! GitHub's API through octocrab: the only place a client is built. One file a resource, own types, every answer
//! capped, timed and judged.
//!
//! A leaf. It is handed access tokens and never keeps one.

mod cache;
mod client;
mod error;
mod events;
mod fetch;
mod gather;
mod graphql;
mod languages;
mod limits;
mod link;
mod meter;
mod organizations;
mod overview;
mod paged;
mod payload;
mod question;
mod read;
mod repositories;
mod repository;
mod select;
mod single;
mod stars;
mod turns;
mod user;
mod user_answer;

use std::sync::Arc;

use futures::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Notify;

pub use cache::CacheKey;
pub use error::GitHubError;
pub use user::Identity;

use self::{
    cache::{Cache, Entry, Wanted},
    client::Client,
    events::Event,
    paged::{List, Paged},
    question::Question,
    single::Single,
    user_answer::UserAnswer,
};
use crate::{
    model::{
        Activity, Allowances, Dated, Languages, Organization, Overview, Profile, Repository, RepositoryPage,
        RepositoryQuery, Star, Stars,
    },
    server::{
        clock::Clock,
        config::GitHubConfig,
        session_key::SessionKey,
        token::{AccessToken, Held},
    },
};

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

/// The access tokens of one session, opened when, and only when, GitHub must be asked.
pub trait Tokens: Send + Sync {
    /// Whose they are: GitHub's numeric id.
    fn viewer(&self) -> i64;

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
    wanted: Wanted,
    /// Some list has become longer, or its gathering has stopped.
    progress: Arc<Notify>,
    users: Cache<Single<Profile>>,
    overviews: Cache<Single<Overview>>,
    organizations: Cache<Single<Vec<Organization>>>,
    repositories: Cache<Paged<Repository>>,
    events: Cache<Paged<Event>>,
    stars: Cache<Paged<Star>>,
}

impl Gateway {
    /// A gateway to the configured API. Must be called inside the Tokio runtime: octocrab starts a task.
    ///
    /// # Errors
    ///
    /// When the address is none, or the system has no certificates to trust.
    pub fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let client = Client::new(github, clock.clone())?;
        let wanted = Wanted::new();
        Ok(Self {
            client,
            users: Cache::new(clock.clone(), wanted.clone(), largest::USERS),
            overviews: Cache::new(clock.clone(), wanted.clone(), largest::OVERVIEWS),
            organizations: Cache::new(clock.clone(), wanted.clone(), largest::ORGANIZATIONS),
            repositories: Cache::new(clock.clone(), wanted.clone(), largest::REPOSITORIES),
            events: Cache::new(clock.clone(), wanted.clone(), largest::EVENTS),
            stars: Cache::new(clock, wanted.clone(), largest::STARS),
            wanted,
            progress: Arc::default(),
        })
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
    pub async fn profile(&self, key: CacheKey, tokens: &TokenSource) -> Result<Dated<Profile>, GitHubError> {
        let read = |answer: UserAnswer| Ok(Profile::from(answer));
        Ok(self.single(&self.users, key, tokens, user::question(), read).await?.map(|entry| entry.value.value.clone()))
    }

    /// Contributions of a calendar year, or of the last twelve months, and pinned items.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn overview(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
        year: Option<u16>,
    ) -> Result<Dated<Overview>, GitHubError> {
        let key = CacheKey { part: year.unwrap_or_default(), ..key };
        let dated = self.single(&self.overviews, key, tokens, overview::question(year), overview::read).await?;
        Ok(dated.map(|entry| {
            let mut overview = entry.value.value.clone();
            overview.contributions.year = year;
            overview
        }))
    }

    /// The organisations the viewer belongs to.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`]; [`GitHubError::Forbidden`] where the token lacks the scope for it.
    pub async fn organizations(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
    ) -> Result<Dated<Vec<Organization>>, GitHubError> {
        let read = |answer| Ok(organizations::read(answer));
        let dated = self.single(&self.organizations, key, tokens, organizations::question(), read).await?;
        Ok(dated.map(|entry| entry.value.value.clone()))
    }

    /// One page of the viewer's repositories; the rest of them is gathered meanwhile.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn repositories(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
        query: &RepositoryQuery,
    ) -> Result<Dated<RepositoryPage>, GitHubError> {
        let list = self.paged(&self.repositories, key, tokens, repositories::list()).await?;
        Ok(list.map(|entry| select::page(&entry.value, query)))
    }

    /// Everything that `query` asks for, once the list is gathered to its end.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`]; [`GitHubError::TimedOut`] where the gathering came to a halt.
    pub async fn selection(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
        query: &RepositoryQuery,
    ) -> Result<Vec<Repository>, GitHubError> {
        loop {
            // Listened to before looking: what comes between the two is not missed.
            let progress = self.progress.notified();
            let list = self.paged(&self.repositories, key, tokens, repositories::list()).await?.value;
            if !list.value.wants_more() {
                return Ok(select::selection(list.value.items(), query).into_iter().cloned().collect());
            }
            if list.value.rests(self.client.clock.now()) {
                return Err(GitHubError::TimedOut);
            }
            progress.await;
        }
    }

    /// The languages of the viewer's repositories, as far as they are gathered.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn languages(&self, key: CacheKey, tokens: &TokenSource) -> Result<Dated<Languages>, GitHubError> {
        let list = self.paged(&self.repositories, key, tokens, repositories::list()).await?;
        Ok(list.map(|entry| languages::count(entry.value.items(), !entry.value.wants_more())))
    }

    /// What the viewer did lately.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn activity(&self, key: CacheKey, tokens: &TokenSource) -> Result<Dated<Activity>, GitHubError> {
        // The login of this hour: the one from the sign-in may be somebody else's by now.
        let Profile { id, login, .. } = self.profile(key, tokens).await?.value;
        let list = self.paged(&self.events, key, tokens, events::list(&login)).await?;
        Ok(list.map(|entry| {
            let own = entry.value.items().filter(|event| event.actor == id);
            let happenings = own.map(|event| event.happening.clone()).collect();
            Activity { happenings, gathering: entry.value.wants_more() }
        }))
    }

    /// One page of what the viewer has starred, from 1.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn stars(&self, key: CacheKey, tokens: &TokenSource, page: u32) -> Result<Dated<Stars>, GitHubError> {
        let list = self.paged(&self.stars, key, tokens, stars::list()).await?;
        Ok(list.map(|entry| stars::page(&entry.value, page)))
    }

    /// What GitHub still allows `viewer` this hour.
    #[must_use]
    pub fn allowances(&self, viewer: i64) -> Allowances {
        self.client.meter.read(viewer, self.client.clock.now())
    }

    /// From now on the session wants to see newer answers than those that are kept.
    pub fn refresh(&self, session: SessionKey) {
        self.wanted.note(session, self.client.clock.now());
    }

    /// Drops what was kept for a session that has ended.
    pub fn forget(&self, session: SessionKey) {
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

    async fn single<A, T>(
        &self,
        cache: &Cache<Single<T>>,
        key: CacheKey,
        tokens: &TokenSource,
        question: Question,
        read: fn(A) -> Result<T, GitHubError>,
    ) -> Result<Dated<Arc<Entry<Single<T>>>>, GitHubError>
    where
        A: DeserializeOwned + Send + 'static,
        T: Serialize + Send + Sync + 'static,
    {
        cache.get(key, single::fetcher(self.client.clone(), Arc::clone(tokens), question, read)).await
    }

    async fn paged<A, T>(
        &self,
        cache: &Cache<Paged<T>>,
        key: CacheKey,
        tokens: &TokenSource,
        list: List<A, T>,
    ) -> Result<Dated<Arc<Entry<Paged<T>>>>, GitHubError>
    where
        A: DeserializeOwned + Send + 'static,
        T: Serialize + Send + Sync + 'static,
    {
        let fetch = paged::fetcher(self.client.clone(), Arc::clone(tokens), list.clone());
        let dated = cache.get(key, fetch).await?;
        gather::gather(&self.client, &self.progress, tokens, cache, key, &dated.value, list);
        Ok(dated)
    }
}
