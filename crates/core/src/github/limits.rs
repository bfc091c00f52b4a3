use std::{sync::Arc, time::Duration};

use gatehouse_model::{Allowance, Allowances, Timestamp};
use http::{HeaderMap, HeaderValue};
use moka::{Entry, sync::Cache};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::wire::header_number;

/// Concurrent calls per viewer. GitHub advises against many (REST "Best practices").
const MAX_CONCURRENT: usize = 3;

/// Longer than any call waits or runs, so that a queue in use is never replaced.
const QUEUE_IDLE: Duration = Duration::from_mins(10);

/// Bounds the concurrent calls of each viewer, across all their sessions in this process.
#[derive(Clone)]
pub(super) struct ConcurrencyLimit(Cache<i64, Arc<Semaphore>>);

impl ConcurrencyLimit {
    pub(super) fn new() -> Self {
        Self(Cache::builder().time_to_idle(QUEUE_IDLE).build())
    }

    /// Waits until `viewer` may make one more call. `None` only if the semaphore were closed, which never happens.
    pub(super) async fn acquire(&self, viewer: i64) -> Option<OwnedSemaphorePermit> {
        let semaphore = self.0.get_with(viewer, || Arc::new(Semaphore::new(MAX_CONCURRENT)));
        semaphore.acquire_owned().await.ok()
    }
}

/// GitHub resets allowances every hour.
const ALLOWANCE_WINDOW: Duration = Duration::from_hours(1);

/// The allowance each viewer has left, according to GitHub's latest answers.
#[derive(Clone)]
pub(super) struct AllowanceTracker(Cache<i64, Allowances>);

impl AllowanceTracker {
    pub(super) fn new() -> Self {
        Self(Cache::builder().max_capacity(100_000).time_to_live(ALLOWANCE_WINDOW).build())
    }

    /// What is known and has not been reset since.
    pub(super) fn get(&self, viewer: i64, now: Timestamp) -> Allowances {
        let known = self.0.get(&viewer).unwrap_or_default();
        let current = |allowance: &Allowance| allowance.resets_at > now;
        Allowances { rest: known.rest.filter(current), graphql: known.graphql.filter(current) }
    }

    /// Records the allowance in the headers of an answer to `viewer`.
    pub(super) fn record(&self, viewer: i64, headers: &HeaderMap) {
        let Some(allowance) = allowance(headers) else { return };
        let graphql = match headers.get("x-ratelimit-resource").map(HeaderValue::as_bytes) {
            Some(b"graphql") => true,
            Some(b"core") | None => false,
            Some(_) => return,
        };
        // Atomic: a REST and a GraphQL answer may arrive at the same time.
        self.0.entry(viewer).and_upsert_with(|known| {
            let mut known = known.map(Entry::into_value).unwrap_or_default();
            let recorded = if graphql { &mut known.graphql } else { &mut known.rest };
            *recorded = Some(allowance);
            known
        });
    }
}

fn allowance(headers: &HeaderMap) -> Option<Allowance> {
    let count = |name| header_number(headers, name).and_then(|value| u32::try_from(value).ok());
    Some(Allowance {
        limit: count("x-ratelimit-limit")?,
        remaining: count("x-ratelimit-remaining")?,
        resets_at: Timestamp(header_number(headers, "x-ratelimit-reset")?),
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{AllowanceTracker, Timestamp};

    fn headers(resource: &'static str, remaining: &'static str) -> HeaderMap {
        let pairs = [("limit", "5000"), ("remaining", remaining), ("reset", "2000"), ("resource", resource)];
        let name = |end: &str| HeaderName::try_from(format!("x-ratelimit-{end}")).expect("a name");
        pairs.into_iter().map(|(end, value)| (name(end), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn each_api_has_its_own_allowance_until_its_hour_is_over() {
        let allowances = AllowanceTracker::new();
        allowances.record(1, &headers("core", "4999"));
        allowances.record(1, &headers("graphql", "12"));
        allowances.record(1, &headers("search", "0"));
        allowances.record(1, &HeaderMap::new());
        let read = allowances.get(1, Timestamp(1_999));
        assert_eq!(read.rest.map(|allowance| allowance.remaining), Some(4_999));
        assert_eq!(read.graphql.map(|allowance| allowance.remaining), Some(12));
        assert_eq!(allowances.get(1, Timestamp(2_000)).rest, None);
        assert_eq!(allowances.get(2, Timestamp(0)).rest, None, "another viewer");
    }

    #[test]
    fn concurrent_answers_are_both_recorded() {
        let (allowances, together) = (AllowanceTracker::new(), std::sync::Barrier::new(2));
        let record = |headers: HeaderMap| {
            for viewer in 0..2_000 {
                together.wait();
                allowances.record(viewer, &headers);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(|| record(headers("core", "7")));
            scope.spawn(|| record(headers("graphql", "7")));
        });
        let both = |viewer: &i64| {
            let read = allowances.get(*viewer, Timestamp(0));
            read.rest.is_some() && read.graphql.is_some()
        };
        assert_eq!((0..2_000).filter(both).count(), 2_000);
    }
}
