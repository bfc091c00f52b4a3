//! The cache behind every resource: stale-while-revalidate, single flight, bounded by bytes, and never shared between
//! viewers.

mod entry;
mod negative;
mod registry;
#[cfg(test)]
mod tests;

pub(super) use entry::Entry;
pub(super) use registry::Caches;

use std::{sync::Arc, time::Duration};

use gatehouse_model::{Fetched, Timestamp};
use moka::{
    ops::compute::{CompResult, Op},
    policy::EvictionPolicy,
};
use serde::Serialize;
use tokio::time::timeout;

use self::{entry::RevalidationPermit, negative::NegativeCache, registry::Invalidations};
use super::GitHubError;
use crate::{clock::Clock, session::SessionKey};

/// How long an answer is shown without revalidation, in seconds.
const FRESH_FOR: i64 = 60;
/// How long a stale answer is shown while it is revalidated, in seconds.
const EXPIRES_AFTER: i64 = 3_600;
/// How long a viewer who asked for newer answers waits for one before they are shown the stale one.
const REFRESH_WAIT: Duration = Duration::from_millis(1_200);
/// Counted for an entry besides its value.
const ENTRY_OVERHEAD: usize = 256;

/// Whose answers, and of which token set: `ETags` belong to a token, and no viewer sees another's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CacheKey {
    pub(super) session: SessionKey,
    pub(super) generation: i64,
    /// Distinguishes values of one type, such as the years of an overview.
    pub(super) part: u16,
}

/// An estimate of a value's size in memory, in bytes: the field names in its JSON make up for allocation overhead.
pub(super) fn size_of(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |text| text.len())
}

/// The outcome of a request on behalf of the cache.
pub(super) enum Update<T> {
    /// Every `ETag` still holds.
    NotModified,
    /// A new value and its size in bytes.
    Modified(T, usize),
}

/// The answers of one type: fresh for a minute, gone after an hour.
pub(super) struct Cache<T> {
    entries: moka::future::Cache<CacheKey, Arc<Entry<T>>>,
    errors: NegativeCache,
    invalidations: Invalidations,
    clock: Clock,
}

/// Clones share their entries. Not derived, which would require `T: Clone`.
impl<T> Clone for Cache<T> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            errors: self.errors.clone(),
            invalidations: self.invalidations.clone(),
            clock: self.clock.clone(),
        }
    }
}

impl<T: Send + Sync + 'static> Cache<T> {
    /// `max_bytes` bounds the values of all viewers together.
    fn new(clock: Clock, invalidations: Invalidations, max_bytes: u64) -> Self {
        let entries = moka::future::Cache::builder()
            .max_capacity(max_bytes)
            // moka's default policy keeps newcomers out of a full cache, and with them lists that are being gathered.
            .eviction_policy(EvictionPolicy::lru())
            .weigher(|_, entry: &Arc<Entry<T>>| u32::try_from(entry.bytes + ENTRY_OVERHEAD).unwrap_or(u32::MAX))
            // Bounds memory only; whether an entry has expired is decided by our own clock.
            .time_to_live(Duration::from_secs(EXPIRES_AFTER.unsigned_abs()))
            .support_invalidation_closures()
            .build();
        Self { entries, errors: NegativeCache::new(), invalidations, clock }
    }

    /// The value of `key`, from the cache or from GitHub. `fetch` is given the stale entry, whose `ETags` it may send.
    pub(super) async fn get<F, Fut>(&self, key: CacheKey, fetch: F) -> Result<Fetched<Arc<Entry<T>>>, GitHubError>
    where
        F: Fn(Option<Arc<Entry<T>>>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Update<T>, GitHubError>> + Send + 'static,
    {
        let now = self.clock.now();
        let epoch = self.invalidations.epoch(key.session);
        let cached = match self.entries.get(&key).await {
            Some(expired) if expired.age(now) >= EXPIRES_AFTER => {
                self.entries.invalidate(&key).await;
                None
            }
            cached => cached,
        };
        let Some(entry) = cached else {
            if let Some(error) = self.errors.get(key, now) {
                return Err(error);
            }
            let first = self.entries.try_get_with(key, async {
                match fetch(None).await? {
                    Update::Modified(value, bytes) => Ok(Entry::new(value, bytes, self.clock.now())),
                    Update::NotModified => Err(GitHubError::Decode("304 to a request without an ETag".to_owned())),
                }
            });
            return match first.await {
                Ok(entry) => {
                    self.drop_if_forgotten(key, epoch).await;
                    Ok(entry.fetched(now, false))
                }
                Err(error) => {
                    self.errors.insert(key, &error, now);
                    Err((*error).clone())
                }
            };
        };
        let required = self.invalidations.required_since(key.session);
        let too_old = required.is_some_and(|timestamp| entry.is_older_than(timestamp));
        if !too_old && entry.age(now) < FRESH_FOR {
            return Ok(entry.fetched(now, false));
        }
        let Some(permit) = entry.gate.try_acquire(now) else {
            let refreshing = entry.gate.is_busy();
            return Ok(entry.fetched(now, refreshing));
        };
        let revalidation = tokio::spawn(self.clone().revalidate(key, Arc::clone(&entry), permit, epoch, fetch));
        if too_old && timeout(REFRESH_WAIT, revalidation).await.is_ok() {
            let newest = self.entries.get(&key).await.unwrap_or(entry);
            return Ok(newest.fetched(self.clock.now(), false));
        }
        Ok(entry.fetched(now, true))
    }

    /// Replaces `old` with a longer value. `None` where `old` is no longer in the cache: what was forgotten or replaced
    /// stays so.
    pub(super) async fn replace(
        &self,
        key: CacheKey,
        old: &Arc<Entry<T>>,
        value: T,
        bytes: usize,
    ) -> Option<Arc<Entry<T>>> {
        let grown = old.grown(value, bytes);
        let put = Arc::clone(&grown);
        let epoch = self.invalidations.epoch(key.session);
        let outcome = self
            .entries
            .entry(key)
            .and_compute_with(|present| {
                let same = present.is_some_and(|present| Arc::ptr_eq(present.value(), old));
                std::future::ready(if same { Op::Put(put) } else { Op::Nop })
            })
            .await;
        self.drop_if_forgotten(key, epoch).await;
        matches!(outcome, CompResult::ReplacedWith(_)).then_some(grown)
    }

    /// After a rate limit while `entry` was growing: nothing of `key` is requested until it is over, neither to revalidate
    /// the entry nor once it is gone.
    pub(super) fn back_off(&self, key: CacheKey, entry: &Entry<T>, error: &GitHubError) {
        if let GitHubError::RateLimited { until, .. } = error {
            self.errors.insert(key, error, self.clock.now());
            entry.gate.close_until(*until);
        }
    }

    /// Whether `key` would get this very entry now, without a question to GitHub.
    async fn is_current(&self, key: CacheKey, entry: u64, as_of: Timestamp, now: Timestamp) -> bool {
        let Some(cached) = self.entries.get(&key).await else { return false };
        let required = self.invalidations.required_since(key.session);
        cached.id == entry
            && cached.as_of() == as_of
            && cached.age(now) < FRESH_FOR
            && !required.is_some_and(|timestamp| cached.is_older_than(timestamp))
    }

    /// How many answers are cached for `session`, and their bytes.
    fn usage(&self, session: SessionKey) -> (usize, usize) {
        let entries = self.entries.iter().filter(|(key, _)| key.session == session);
        entries.fold((0, 0), |(count, bytes), (_, entry)| (count + 1, bytes + entry.bytes))
    }

    /// Drops the answers of a session. [`Invalidations::forget`] comes first, so that answers still under way are dropped
    /// when they arrive.
    fn forget(&self, session: SessionKey) {
        // Fails only without `support_invalidation_closures`; and entries expire after an hour anyway.
        if let Err(error) = self.entries.invalidate_entries_if(move |key, _| key.session == session) {
            tracing::error!(%error, "the cache could not forget a session");
        }
    }

    /// Drops what was just inserted if its session was forgotten since `epoch` was read: nothing else would.
    async fn drop_if_forgotten(&self, key: CacheKey, epoch: u64) {
        if self.invalidations.epoch(key.session) != epoch {
            self.entries.invalidate(&key).await;
        }
    }

    async fn revalidate<F, Fut>(
        self,
        key: CacheKey,
        entry: Arc<Entry<T>>,
        mut permit: RevalidationPermit,
        epoch: u64,
        fetch: F,
    ) where
        F: Fn(Option<Arc<Entry<T>>>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Update<T>, GitHubError>> + Send,
    {
        let outcome = fetch(Some(Arc::clone(&entry))).await;
        let now = self.clock.now();
        match outcome {
            Ok(Update::NotModified) => entry.confirm(now),
            Ok(Update::Modified(value, bytes)) => {
                self.entries.insert(key, Entry::new(value, bytes, now)).await;
                self.drop_if_forgotten(key, epoch).await;
            }
            Err(error @ (GitHubError::Unauthorized | GitHubError::Suspended)) => {
                self.errors.insert(key, &error, now);
                self.entries.invalidate(&key).await;
            }
            Err(error @ GitHubError::RateLimited { until, .. }) => {
                self.errors.insert(key, &error, now);
                permit.delay_until(until);
            }
            Err(error) => {
                permit.delay(now);
                tracing::warn!(%error, "revalidation failed; the cached answer stays");
            }
        }
    }
}
