use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::future::BoxFuture;
use gatehouse_model::Timestamp;
use moka::{policy::EvictionPolicy, sync};

use super::{Cache, CacheKey};
use crate::{
    clock::Clock,
    github::{observed::AnswerStamp, resource::Cacheable},
    session::SessionKey,
};

/// One cache for each type of value, created at its first use.
#[derive(Clone)]
pub(in crate::github) struct Caches {
    clock: Clock,
    invalidations: Invalidations,
    by_type: Arc<Mutex<HashMap<TypeId, Arc<dyn AnyCache>>>>,
}

/// What can be done with a cache whatever its values are.
trait AnyCache: Any + Send + Sync {
    fn forget(&self, session: SessionKey);
    fn usage(&self, session: SessionKey) -> (usize, usize);
    fn is_current(&self, key: CacheKey, entry: u64, as_of: Timestamp, now: Timestamp) -> BoxFuture<'_, bool>;
}

impl<T: Send + Sync + 'static> AnyCache for Cache<T> {
    fn forget(&self, session: SessionKey) {
        Cache::forget(self, session);
    }

    fn usage(&self, session: SessionKey) -> (usize, usize) {
        Cache::usage(self, session)
    }

    fn is_current(&self, key: CacheKey, entry: u64, as_of: Timestamp, now: Timestamp) -> BoxFuture<'_, bool> {
        Box::pin(Cache::is_current(self, key, entry, as_of, now))
    }
}

impl Caches {
    pub(in crate::github) fn new(clock: Clock) -> Self {
        Self { clock, invalidations: Invalidations::new(), by_type: Arc::default() }
    }

    /// The cache for values of type `T`.
    pub(in crate::github) fn get<T: Cacheable>(&self) -> Cache<T> {
        let mut by_type = self.by_type();
        let known = by_type.get(&TypeId::of::<T>()).map(|cache| &**cache as &dyn Any);
        if let Some(cache) = known.and_then(|cache| cache.downcast_ref::<Cache<T>>()) {
            return cache.clone();
        }
        let cache = Cache::new(self.clock.clone(), self.invalidations.clone(), T::CACHE_BYTES);
        by_type.insert(TypeId::of::<T>(), Arc::new(cache.clone()));
        cache
    }

    /// From now on the session does not want answers older than now.
    pub(in crate::github) fn require_newer(&self, session: SessionKey) {
        self.invalidations.require_newer(session, self.clock.now());
    }

    /// Drops everything cached for a session that has ended.
    pub(in crate::github) fn forget(&self, session: SessionKey) {
        self.invalidations.forget(session);
        self.all().iter().for_each(|cache| cache.forget(session));
    }

    /// How many answers are cached for `session`, and their bytes.
    pub(in crate::github) fn usage(&self, session: SessionKey) -> (usize, usize) {
        let usages = self.all().into_iter().map(|cache| cache.usage(session));
        usages.fold((0, 0), |(answers, bytes), (more, size)| (answers + more, bytes + size))
    }

    /// Whether every one of these answers would be given again now, without a question to GitHub.
    pub(in crate::github) async fn are_current(&self, stamps: &[AnswerStamp]) -> bool {
        let now = self.clock.now();
        for stamp in stamps {
            let cache = self.by_type().get(&stamp.value_type).cloned();
            let Some(cache) = cache else { return false };
            if !cache.is_current(stamp.key, stamp.entry, stamp.as_of, now).await {
                return false;
            }
        }
        true
    }

    /// Changes whenever `session` is forgotten.
    pub(in crate::github) fn epoch(&self, session: SessionKey) -> u64 {
        self.invalidations.epoch(session)
    }

    fn all(&self) -> Vec<Arc<dyn AnyCache>> {
        self.by_type().values().cloned().collect()
    }

    fn by_type(&self) -> MutexGuard<'_, HashMap<TypeId, Arc<dyn AnyCache>>> {
        self.by_type.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// After an hour every answer is newer than was required, and none is under way any more.
const REMEMBERED_FOR: Duration = Duration::from_hours(1);
const MAX_SESSIONS: u64 = 100_000;

/// What invalidates the answers of whole sessions, in all caches.
#[derive(Clone)]
pub(super) struct Invalidations {
    /// The oldest answer that each session accepts.
    required_since: sync::Cache<SessionKey, Timestamp>,
    /// How often each was forgotten. A counter rather than a flag: a session may go on after it was forgotten.
    epochs: sync::Cache<SessionKey, u64>,
}

impl Invalidations {
    pub(super) fn new() -> Self {
        Self { required_since: by_session(), epochs: by_session() }
    }

    pub(super) fn require_newer(&self, session: SessionKey, now: Timestamp) {
        self.required_since.insert(session, now);
    }

    pub(super) fn required_since(&self, session: SessionKey) -> Option<Timestamp> {
        self.required_since.get(&session)
    }

    /// Answers that are under way for `session` must not be cached any more.
    pub(super) fn forget(&self, session: SessionKey) {
        self.epochs.entry(session).and_upsert_with(|epoch| epoch.map_or(1, |epoch| epoch.into_value() + 1));
    }

    /// Changes whenever `session` is forgotten.
    pub(super) fn epoch(&self, session: SessionKey) -> u64 {
        self.epochs.get(&session).unwrap_or_default()
    }
}

/// The newest entries matter most: a full cache drops the oldest.
fn by_session<V: Clone + Send + Sync + 'static>() -> sync::Cache<SessionKey, V> {
    let cache = sync::Cache::builder().max_capacity(MAX_SESSIONS).time_to_live(REMEMBERED_FOR);
    cache.eviction_policy(EvictionPolicy::lru()).build()
}
