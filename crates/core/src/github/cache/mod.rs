mod claim;
mod entry;
mod refused;
mod sessions;
#[cfg(test)]
mod tests;

pub(super) use entry::Entry;
pub(super) use sessions::Sessions;

use std::{sync::Arc, time::Duration};

use gatehouse_model::Fetched;
use moka::{
    ops::compute::{CompResult, Op},
    policy::EvictionPolicy,
};
use serde::Serialize;
use tokio::time::timeout;

use self::{claim::Claim, refused::Refused};
use super::GitHubError;
use crate::{clock::Clock, session::SessionKey};

/// Shown without asking, in seconds.
const FRESH: i64 = 60;
/// Shown while GitHub is asked again, in seconds; gone after that.
const GONE: i64 = 3_600;
/// Whoever asked for newer answers waits so long for one, and then sees the older.
const PATIENCE: Duration = Duration::from_millis(1_200);

/// Whose answers, and of which pair: `ETags` belong to a token, and no viewer sees another's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CacheKey {
    pub session: SessionKey,
    pub generation: i64,
    /// Tells answers of one resource apart, for example by their year.
    pub part: u16,
}

/// What a value takes in memory, in bytes, about: its names in JSON stand for what each allocation costs.
pub(super) fn weight(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |text| text.len())
}

/// The entry whose `ETags` may be sent along, if there is one.
pub(super) type Known<T> = Option<Arc<Entry<T>>>;

/// What asking GitHub again brought.
pub(super) enum Asked<T> {
    /// Every `ETag` still holds.
    Unchanged,
    /// A new value and its size in bytes.
    Changed(T, usize),
}

/// Answers of one resource: single-flight, bounded by bytes, fresh for a minute, gone after an hour.
pub(super) struct Cache<T> {
    entries: moka::future::Cache<CacheKey, Arc<Entry<T>>>,
    refused: Refused,
    sessions: Sessions,
    clock: Clock,
}

/// Clones share their entries, whether or not the values can be cloned.
impl<T> Clone for Cache<T> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            refused: self.refused.clone(),
            sessions: self.sessions.clone(),
            clock: self.clock.clone(),
        }
    }
}

impl<T: Send + Sync + 'static> Cache<T> {
    /// `largest` is the bound in bytes, of all viewers together.
    pub(super) fn new(clock: Clock, sessions: Sessions, largest: u64) -> Self {
        let entries = moka::future::Cache::builder()
            .max_capacity(largest)
            // moka's own choice keeps newcomers out of a full cache, and lists that are gathered with them.
            .eviction_policy(EvictionPolicy::lru())
            .weigher(|_, entry: &Arc<Entry<T>>| u32::try_from(entry.bytes + 256).unwrap_or(u32::MAX))
            // The bound on memory; what is shown is judged by our own clock.
            .time_to_live(Duration::from_secs(GONE.unsigned_abs()))
            .support_invalidation_closures()
            .build();
        Self { entries, refused: Refused::new(), sessions, clock }
    }

    /// The value of `key`, from the cache or from GitHub. `ask` is given the entry whose `ETags` it may send.
    pub(super) async fn get<F, Fut>(&self, key: CacheKey, ask: F) -> Result<Fetched<Arc<Entry<T>>>, GitHubError>
    where
        F: Fn(Option<Arc<Entry<T>>>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Asked<T>, GitHubError>> + Send + 'static,
    {
        let now = self.clock.now();
        let endings = self.sessions.endings(key.session);
        let known = match self.entries.get(&key).await {
            Some(gone) if gone.age(now) >= GONE => {
                self.entries.invalidate(&key).await;
                None
            }
            known => known,
        };
        let Some(entry) = known else {
            if let Some(error) = self.refused.reason(key, now) {
                return Err(error);
            }
            let first = self.entries.try_get_with(key, async {
                match ask(None).await? {
                    Asked::Changed(value, bytes) => Ok(Entry::new(value, bytes, self.clock.now())),
                    Asked::Unchanged => Err(GitHubError::Decode("304 to a question without an ETag".to_owned())),
                }
            });
            return match first.await {
                Ok(entry) => {
                    self.drop_if_ended(key, endings).await;
                    Ok(entry.fetched(now, false))
                }
                Err(error) => {
                    self.refused.note(key, &error, now);
                    Err((*error).clone())
                }
            };
        };
        let wanted = self.sessions.wanted_since(key.session).is_some_and(|timestamp| entry.is_older_than(timestamp));
        if !wanted && entry.age(now) < FRESH {
            return Ok(entry.fetched(now, false));
        }
        let Some(claim) = entry.again.claim(now) else {
            let refreshing = entry.again.is_claimed();
            return Ok(entry.fetched(now, refreshing));
        };
        let asked = tokio::spawn(self.clone().ask_again(key, Arc::clone(&entry), claim, endings, ask));
        if wanted && timeout(PATIENCE, asked).await.is_ok() {
            let newest = self.entries.get(&key).await.unwrap_or(entry);
            return Ok(newest.fetched(self.clock.now(), false));
        }
        Ok(entry.fetched(now, true))
    }

    /// Puts a longer value in the place of `old`. None where another one stands there by now, or none: what was forgotten
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
        let endings = self.sessions.endings(key.session);
        let outcome = self
            .entries
            .entry(key)
            .and_compute_with(|present| {
                let same = present.is_some_and(|present| Arc::ptr_eq(present.value(), old));
                std::future::ready(if same { Op::Put(put) } else { Op::Nop })
            })
            .await;
        self.drop_if_ended(key, endings).await;
        matches!(outcome, CompResult::ReplacedWith(_)).then_some(grown)
    }

    /// GitHub said no more of `entry` before its limit is over: neither is it asked for newer, nor when the entry is gone.
    pub(super) fn rest(&self, key: CacheKey, entry: &Entry<T>, error: &GitHubError) {
        if let GitHubError::RateLimited { until, .. } = error {
            self.refused.note(key, error, self.clock.now());
            entry.again.rest_until(*until);
        }
    }

    /// How many answers are kept for `session`, and their bytes.
    pub(super) fn held(&self, session: SessionKey) -> (usize, usize) {
        let theirs = self.entries.iter().filter(|(key, _)| key.session == session);
        theirs.fold((0, 0), |(count, bytes), (_, entry)| (count + 1, bytes + entry.bytes))
    }

    /// Drops what was kept for a session, whose end [`Sessions`] must know by then: what comes later drops itself.
    pub(super) fn forget(&self, session: SessionKey) {
        // Fails only without `support_invalidation_closures`, and the entries end after an hour in any case.
        if let Err(error) = self.entries.invalidate_entries_if(move |key, _| key.session == session) {
            tracing::error!(%error, "the cache could not forget a session");
        }
    }

    /// Drops what was just put in, where its session has ended since `endings` was read: nothing else would.
    async fn drop_if_ended(&self, key: CacheKey, endings: u64) {
        if self.sessions.endings(key.session) != endings {
            self.entries.invalidate(&key).await;
        }
    }

    async fn ask_again<F, Fut>(self, key: CacheKey, entry: Arc<Entry<T>>, mut claim: Claim, endings: u64, ask: F)
    where
        F: Fn(Option<Arc<Entry<T>>>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Asked<T>, GitHubError>> + Send,
    {
        let outcome = ask(Some(Arc::clone(&entry))).await;
        let now = self.clock.now();
        match outcome {
            Ok(Asked::Unchanged) => entry.confirm(now),
            Ok(Asked::Changed(value, bytes)) => {
                self.entries.insert(key, Entry::new(value, bytes, now)).await;
                self.drop_if_ended(key, endings).await;
            }
            Err(error @ (GitHubError::Unauthorized | GitHubError::Suspended)) => {
                self.refused.note(key, &error, now);
                self.entries.invalidate(&key).await;
            }
            Err(error @ GitHubError::RateLimited { until, .. }) => {
                self.refused.note(key, &error, now);
                claim.rest_until(until);
            }
            Err(error) => {
                claim.pause(now);
                tracing::warn!(%error, "GitHub could not be asked again; the older answer stays");
            }
        }
    }
}
