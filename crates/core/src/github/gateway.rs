use std::{any::TypeId, sync::Arc};

use gatehouse_model::{Allowances, Fetched, Timestamp};
use serde::de::DeserializeOwned;
use tokio::sync::Notify;

use super::{
    GitHubError, Identity, Resource, TokenSource,
    cache::{Cache, CacheKey, Caches, Entry},
    client::Client,
    gather::gather,
    list::{List, Paged},
    observed::{AnswerStamp, Observed, Observer},
    request::{ApiRequest, Conditional},
    resource::{Cacheable, Single, SingleValue},
};
use crate::{clock::Clock, config::GitHubConfig, session::SessionKey, token::AccessToken};

/// Access to GitHub's API, and the caches. One for the whole process.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    caches: Caches,
    /// Some list has grown, or has stopped growing.
    progress: Arc<Notify>,
}

impl Gateway {
    /// A gateway to the configured API. Must be called inside the Tokio runtime: octocrab starts a task.
    ///
    /// # Errors
    ///
    /// When the address is not a URL, or the system has no certificates to trust.
    pub fn new(github: &GitHubConfig, clock: Clock) -> Result<Self, Box<dyn std::error::Error>> {
        let client = Client::new(github, clock.clone())?;
        Ok(Self { client, caches: Caches::new(clock), progress: Arc::default() })
    }

    /// Whose token this is: requested once, at sign-in, and never cached.
    ///
    /// # Errors
    ///
    /// Why GitHub did not say.
    pub async fn identity(&self, token: &AccessToken) -> Result<Identity, GitHubError> {
        Identity::fetch(&self.client, token).await
    }

    /// The API for one session, whose current token set is of `generation`.
    #[must_use]
    pub fn for_session(
        &self,
        session: SessionKey,
        generation: i64,
        tokens: TokenSource,
        observer: Observer,
    ) -> SessionClient {
        SessionClient { gateway: self.clone(), session, generation, tokens, observer }
    }

    /// Whether GitHub's part of a page would be the same now, and GitHub need not be asked.
    pub async fn would_repeat(&self, observed: &Observed, viewer: i64) -> bool {
        let now = self.client.clock.now();
        observed.allowances.is_none_or(|allowances| allowances == self.client.allowances.get(viewer, now))
            && self.caches.are_current(&observed.answers).await
    }

    /// Changes whenever `session` is forgotten.
    #[must_use]
    pub fn epoch(&self, session: SessionKey) -> u64 {
        self.caches.epoch(session)
    }

    /// From now on the session wants newer answers than those in the cache.
    pub fn refresh(&self, session: SessionKey) {
        self.caches.require_newer(session);
    }

    /// Drops everything cached for a session that has ended.
    pub fn forget(&self, session: SessionKey) {
        self.caches.forget(session);
    }

    /// How many of GitHub's answers are cached for `session`, and their bytes.
    #[must_use]
    pub fn usage(&self, session: SessionKey) -> (usize, usize) {
        self.caches.usage(session)
    }
}

/// GitHub's API for one session: with its tokens and its part of the caches.
#[derive(Clone)]
pub struct SessionClient {
    gateway: Gateway,
    session: SessionKey,
    generation: i64,
    tokens: TokenSource,
    observer: Observer,
}

impl SessionClient {
    /// What GitHub still allows the viewer this hour.
    #[must_use]
    pub fn allowances(&self) -> Allowances {
        let allowances = self.gateway.client.allowances.get(self.tokens.viewer(), self.now());
        self.observer.note(|observed| observed.allowances = Some(allowances));
        allowances
    }

    /// # Errors
    ///
    /// As [`Resource::load`].
    pub async fn get<R: Resource>(&self, resource: R) -> Result<Fetched<R::Value>, GitHubError> {
        resource.load(self).await
    }

    pub(super) async fn single<S: Single>(&self, single: S) -> Result<Fetched<S::Value>, GitHubError> {
        let fetched = self.cached::<SingleValue<S>>(single).await?;
        Ok(fetched.map(|entry| entry.value.value.clone()))
    }

    /// The list as far as it is gathered; the rest is gathered meanwhile.
    pub(super) async fn list<L: List>(&self, list: L) -> Result<Fetched<Arc<Entry<Paged<L>>>>, GitHubError> {
        let fetched = self.cached::<Paged<L>>(list.clone()).await?;
        if fetched.value.value.is_growing() {
            self.observer.passing();
        }
        gather(self, list, &fetched.value);
        Ok(fetched)
    }

    /// The list once it is gathered to its end.
    ///
    /// # Errors
    ///
    /// As [`SessionClient::list`], or why the gathering has stopped.
    pub(super) async fn complete_list<L: List>(&self, list: L) -> Result<Arc<Entry<Paged<L>>>, GitHubError> {
        loop {
            // Created before looking, so that progress between the two is not missed.
            let progress = self.gateway.progress.notified();
            let entry = self.list(list.clone()).await?.value;
            if !entry.value.is_growing() {
                return Ok(entry);
            }
            if let Some(error) = entry.value.gathering.failure(self.now()) {
                return Err(error);
            }
            progress.await;
        }
    }

    pub(super) async fn cached<T: Cacheable>(&self, source: T::Source) -> Result<Fetched<Arc<Entry<T>>>, GitHubError> {
        let (key, session) = (self.key::<T>(&source), self.clone());
        let fetch = move |cached: Option<Arc<Entry<T>>>| {
            let (source, session) = (source.clone(), session.clone());
            async move { T::fetch(&source, &session, cached.as_ref().map(|entry| &entry.value)).await }
        };
        let answer = self.cache().get(key, fetch).await;
        match &answer {
            Ok(fetched) if !fetched.refreshing => {
                let (value_type, entry, as_of) = (TypeId::of::<T>(), fetched.value.id, fetched.as_of);
                let stamp = AnswerStamp { value_type, key, entry, as_of };
                self.observer.note(|observed| observed.answers.push(stamp));
            }
            _ => self.observer.passing(),
        }
        answer
    }

    /// Sends `request` around the cache.
    pub(super) async fn send<A: DeserializeOwned>(
        &self,
        request: &ApiRequest,
        etag: Option<&str>,
    ) -> Result<Conditional<A>, GitHubError> {
        self.gateway.client.send(&self.tokens, request, etag).await
    }

    pub(super) fn cache<T: Cacheable>(&self) -> Cache<T> {
        self.gateway.caches.get()
    }

    pub(super) fn key<T: Cacheable>(&self, source: &T::Source) -> CacheKey {
        CacheKey { session: self.session, generation: self.generation, part: T::part(source) }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.gateway.client.clock.now()
    }

    /// Wakes those who wait for a list to be complete.
    pub(super) fn notify_progress(&self) {
        self.gateway.progress.notify_waiters();
    }
}
