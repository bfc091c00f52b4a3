use std::time::Duration;

use gatehouse_model::Timestamp;
use moka::{policy::EvictionPolicy, sync::Cache};

use super::{CacheKey, EXPIRES_AFTER, FRESH_FOR};
use crate::github::GitHubError;

const MAX_ENTRIES: u64 = 10_000;

/// Errors that will last, and until when not to ask again. Going on during a rate limit may get the application banned
/// (GitHub REST "Rate limits"); sending a refused token again makes GitHub refuse good ones, too.
#[derive(Clone)]
pub(super) struct NegativeCache(Cache<CacheKey, (GitHubError, Timestamp)>);

impl NegativeCache {
    pub(super) fn new() -> Self {
        let longest = Duration::from_secs(EXPIRES_AFTER.unsigned_abs());
        let errors = Cache::builder().max_capacity(MAX_ENTRIES).eviction_policy(EvictionPolicy::lru());
        Self(errors.time_to_live(longest).build())
    }

    /// The error because of which `key` must not be requested now.
    pub(super) fn get(&self, key: CacheKey, now: Timestamp) -> Option<GitHubError> {
        self.0.get(&key).filter(|(_, until)| now < *until).map(|(error, _)| error)
    }

    /// Remembers `error`, if it is one that lasts.
    pub(super) fn insert(&self, key: CacheKey, error: &GitHubError, now: Timestamp) {
        let until = match error {
            GitHubError::RateLimited { until, .. } => *until,
            // A new token set has a new generation, and so another key.
            GitHubError::Unauthorized => Timestamp(now.0 + EXPIRES_AFTER),
            // What the viewer's scopes or organisations forbid now, they will still forbid at the next click.
            GitHubError::Forbidden
            | GitHubError::Suspended
            | GitHubError::ScopeMissing
            | GitHubError::PermissionMissing
            | GitHubError::Closed(_)
            | GitHubError::SsoRequired { .. }
            | GitHubError::TooLarge
            | GitHubError::GaveUp
            | GitHubError::NotFound => Timestamp(now.0 + FRESH_FOR),
            _ => return,
        };
        self.0.insert(key, (error.clone(), until));
    }
}
