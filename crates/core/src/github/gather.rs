use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gatehouse_model::Timestamp;

use super::{
    GitHubError, SessionClient,
    cache::Entry,
    list::{List, Paged},
};

/// Gathers the rest of a list in the background, one page after the other, unless that is being done already. Ends with
/// the session: a forgotten entry gets no further page.
pub(super) fn gather<L: List>(session: &SessionClient, list: L, entry: &Arc<Entry<Paged<L>>>) {
    if !entry.value.is_growing() || !entry.value.gathering.try_acquire(session.now()) {
        return;
    }
    let (session, mut entry) = (session.clone(), Arc::clone(entry));
    tokio::spawn(async move {
        let (cache, key) = (session.cache::<Paged<L>>(), session.key::<Paged<L>>(&list));
        loop {
            let longer = match entry.value.with_next_page(&list, &session).await {
                Ok(longer) => longer,
                Err(error) => {
                    tracing::warn!(%error, "a list was not gathered to its end");
                    cache.back_off(key, &entry, &error);
                    entry.value.gathering.fail(session.now(), error);
                    return session.notify_progress();
                }
            };
            let (bytes, growing) = (longer.bytes(), longer.is_growing());
            let replaced = cache.replace(key, &entry, longer, bytes).await;
            session.notify_progress();
            match replaced {
                Some(next) if growing => entry = next,
                _ => return,
            }
        }
    });
}

/// How long a lease lasts from page to page, in seconds. If its task has died, the next visitor takes over.
const LEASE: i64 = 60;
/// How long a failed gathering is not resumed, in seconds.
const RETRY_AFTER: i64 = 10;

/// Makes sure that one task at a time gathers the rest of a list.
pub(super) struct GatherLease(Mutex<LeaseState>);

enum LeaseState {
    HeldUntil(Timestamp),
    /// Not to be resumed before then: GitHub failed, or asked us to wait.
    FailedUntil(Timestamp, GitHubError),
}

impl GatherLease {
    pub(super) fn free() -> Self {
        Self(Mutex::new(LeaseState::HeldUntil(Timestamp(0))))
    }

    pub(super) fn held(now: Timestamp) -> Self {
        Self(Mutex::new(LeaseState::HeldUntil(Timestamp(now.0 + LEASE))))
    }

    pub(super) fn try_acquire(&self, now: Timestamp) -> bool {
        let mut state = self.state();
        let (LeaseState::HeldUntil(until) | LeaseState::FailedUntil(until, _)) = &*state;
        let free = *until <= now;
        if free {
            *state = LeaseState::HeldUntil(Timestamp(now.0 + LEASE));
        }
        free
    }

    /// The gathering has ended too early.
    pub(super) fn fail(&self, now: Timestamp, error: GitHubError) {
        let until = match error {
            GitHubError::RateLimited { until, .. } => until,
            _ => Timestamp(now.0 + RETRY_AFTER),
        };
        *self.state() = LeaseState::FailedUntil(until, error);
    }

    /// Why the gathering has ended, until it may be resumed.
    pub(super) fn failure(&self, now: Timestamp) -> Option<GitHubError> {
        match &*self.state() {
            LeaseState::FailedUntil(until, error) if *until > now => Some(error.clone()),
            _ => None,
        }
    }

    fn state(&self) -> MutexGuard<'_, LeaseState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::RateLimit;
    use rstest::rstest;

    use super::{GatherLease, GitHubError, Timestamp};

    #[rstest]
    #[case::failure(GitHubError::TimedOut, 110)]
    #[case::limit(GitHubError::RateLimited { kind: RateLimit::Primary, until: Timestamp(2_500) }, 2_500)]
    fn a_failed_gathering_is_not_resumed_before_its_time(#[case] error: GitHubError, #[case] until: i64) {
        let lease = GatherLease::free();
        assert!(lease.try_acquire(Timestamp(90)));
        lease.fail(Timestamp(100), error.clone());
        assert_eq!(lease.failure(Timestamp(until - 1)), Some(error));
        assert!(!lease.try_acquire(Timestamp(until - 1)));
        assert!(lease.try_acquire(Timestamp(until)));
        assert_eq!(lease.failure(Timestamp(until)), None, "it was resumed");
    }

    #[test]
    fn one_task_gathers_at_a_time_and_a_dead_one_is_replaced() {
        let lease = GatherLease::held(Timestamp(100));
        assert!(!lease.try_acquire(Timestamp(159)));
        assert!(lease.try_acquire(Timestamp(160)) && !lease.try_acquire(Timestamp(160)));
    }
}
