use std::time::Duration;

use gatehouse_model::Timestamp;
use moka::{policy::EvictionPolicy, sync::Cache};

use super::{CacheKey, FRESH, GONE};
use crate::github::GitHubError;

const MOST: u64 = 10_000;

/// What GitHub must not be asked again, and until when. Going on during a limit may get the application banned
/// (GitHub REST "Rate limits"); asking again with a token it refused makes it refuse good ones, too.
#[derive(Clone)]
pub(super) struct Refused(Cache<CacheKey, (GitHubError, Timestamp)>);

impl Refused {
    pub(super) fn new() -> Self {
        let longest = Duration::from_secs(GONE.unsigned_abs());
        let notes = Cache::builder().max_capacity(MOST).eviction_policy(EvictionPolicy::lru()).time_to_live(longest);
        Self(notes.build())
    }

    /// Why `key` is not to be asked now.
    pub(super) fn reason(&self, key: CacheKey, now: Timestamp) -> Option<GitHubError> {
        self.0.get(&key).filter(|(_, until)| now < *until).map(|(error, _)| error)
    }

    /// Remembers `error`, if it is one that lasts.
    pub(super) fn note(&self, key: CacheKey, error: &GitHubError, now: Timestamp) {
        let until = match error {
            GitHubError::RateLimited { until, .. } => *until,
            // A new pair has a new generation, and so another key.
            GitHubError::Unauthorized => Timestamp(now.0 + GONE),
            // What the viewer's scopes or organisations don't allow, they don't allow at the next click either.
            GitHubError::Forbidden
            | GitHubError::Suspended
            | GitHubError::ScopeMissing
            | GitHubError::PermissionMissing
            | GitHubError::Closed(_)
            | GitHubError::SsoRequired { .. }
            | GitHubError::TooLarge
            | GitHubError::GaveUp
            | GitHubError::NotFound => Timestamp(now.0 + FRESH),
            _ => return,
        };
        self.0.insert(key, (error.clone(), until));
    }
}
