use std::time::Duration;

use moka::{policy::EvictionPolicy, sync::Cache};

use super::GitHubError;

/// An hour after GitHub said so last, it may have changed its mind.
const KEPT: Duration = Duration::from_hours(1);
const MOST: u64 = 10_000;

/// The viewers, by GitHub's numeric ids, whose accounts GitHub has suspended, by its last word on each.
#[derive(Clone)]
pub(super) struct Suspended(Cache<i64, ()>);

impl Suspended {
    pub(super) fn new() -> Self {
        Self(Cache::builder().max_capacity(MOST).time_to_live(KEPT).eviction_policy(EvictionPolicy::lru()).build())
    }

    pub(super) fn contains(&self, viewer: i64) -> bool {
        self.0.contains_key(&viewer)
    }

    /// Learns from what an answer to `viewer`'s question came to.
    pub(super) fn note<T>(&self, viewer: i64, answer: &Result<T, GitHubError>) {
        match answer {
            Err(GitHubError::Suspended) => self.0.insert(viewer, ()),
            Ok(_) => self.0.invalidate(&viewer),
            Err(_) => {}
        }
    }
}
