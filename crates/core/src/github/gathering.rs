use std::sync::{Mutex, MutexGuard, PoisonError};

use gatehouse_model::Timestamp;

use super::GitHubError;

/// Whoever gathers holds the list for so many seconds from page to page; who has died is followed by the next visitor.
const HELD: i64 = 60;
/// A gathering that failed is taken up again after so many seconds, by whoever asks then.
const PAUSE: i64 = 10;

/// Who gathers the rest of a list.
pub(super) struct Gathering(Mutex<State>);

enum State {
    HeldUntil(Timestamp),
    /// Nobody may go on before then: GitHub failed, or said when it answers again.
    StoppedUntil(Timestamp, GitHubError),
}

impl Gathering {
    /// Whoever comes first.
    pub(super) fn free() -> Self {
        Self(Mutex::new(State::HeldUntil(Timestamp(0))))
    }

    /// Whoever has gathered so far.
    pub(super) fn held(now: Timestamp) -> Self {
        Self(Mutex::new(State::HeldUntil(Timestamp(now.0 + HELD))))
    }

    /// Whether the caller is the one to go on.
    pub(super) fn claim(&self, now: Timestamp) -> bool {
        let mut state = self.state();
        let (State::HeldUntil(until) | State::StoppedUntil(until, _)) = &*state;
        let free = *until <= now;
        if free {
            *state = State::HeldUntil(Timestamp(now.0 + HELD));
        }
        free
    }

    /// The gathering has ended too early.
    pub(super) fn stop(&self, now: Timestamp, error: GitHubError) {
        let until = match error {
            GitHubError::RateLimited { until, .. } => until,
            _ => Timestamp(now.0 + PAUSE),
        };
        *self.state() = State::StoppedUntil(until, error);
    }

    /// What ended it, until it may be taken up again.
    pub(super) fn stopped(&self, now: Timestamp) -> Option<GitHubError> {
        match &*self.state() {
            State::StoppedUntil(until, error) if *until > now => Some(error.clone()),
            _ => None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Gathering, GitHubError, Timestamp};
    use gatehouse_model::RateLimit;

    #[rstest]
    #[case::failure(GitHubError::TimedOut, 110)]
    #[case::limit(GitHubError::RateLimited { kind: RateLimit::Primary, until: Timestamp(2_500) }, 2_500)]
    fn what_stopped_is_not_taken_up_before_its_time(#[case] error: GitHubError, #[case] until: i64) {
        let gathering = Gathering::free();
        assert!(gathering.claim(Timestamp(90)));
        gathering.stop(Timestamp(100), error.clone());
        assert_eq!(gathering.stopped(Timestamp(until - 1)), Some(error));
        assert!(!gathering.claim(Timestamp(until - 1)));
        assert!(gathering.claim(Timestamp(until)));
        assert_eq!(gathering.stopped(Timestamp(until)), None, "somebody is at it again");
    }

    #[test]
    fn one_gathers_at_a_time_and_one_who_died_is_followed() {
        let gathering = Gathering::held(Timestamp(100));
        assert!(!gathering.claim(Timestamp(159)));
        assert!(gathering.claim(Timestamp(160)) && !gathering.claim(Timestamp(160)));
    }
}
