//! How often one network or viewer may do a thing, in this process.

use std::{hash::Hash, num::NonZeroU32};

use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use governor::{Quota, clock::Reference, middleware::NoOpMiddleware, nanos::Nanos, state::keyed::DashMapStateStore};

use super::{clock::Clock, config::RateLimits, security_event::SecurityEvent, session::SessionKey};

type Inner<K> = governor::RateLimiter<K, DashMapStateStore<K>, Clock, NoOpMiddleware<Nanos>>;

/// Whose budget of writes an action is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WriteKey {
    /// GitHub's numeric id: all sessions of a person share it.
    Viewer(i64),
    Session(SessionKey),
}

/// So many of a thing for each `K`, by a leaky bucket in this process.
pub struct RateLimiter<K: Clone + Eq + Hash> {
    inner: Inner<K>,
    clock: Clock,
}

impl<K: Clone + Eq + Hash> RateLimiter<K> {
    #[must_use]
    pub fn new(limits: RateLimits, clock: Clock) -> Self {
        let at_least_one = |count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(at_least_one(limits.per_minute)).allow_burst(at_least_one(limits.burst));
        Self { inner: Inner::new(quota, DashMapStateStore::default(), clock.clone()), clock }
    }

    /// Counts one.
    ///
    /// # Errors
    ///
    /// The seconds to wait, where it was one too many.
    #[expect(clippy::needless_pass_by_value, reason = "keys are small, and read better without a reference")]
    pub fn check(&self, key: K) -> Result<(), u64> {
        self.inner.check_key(&key).map_err(|until| {
            let wait = until.earliest_possible().duration_since(self.clock.now_for_limits());
            std::time::Duration::from(wait).as_secs() + 1
        })
    }

    /// Forgets those who have been quiet.
    pub fn sweep(&self) {
        self.inner.retain_recent();
    }
}

/// 429 for whoever has to wait for `seconds`.
pub fn slow_down(seconds: u64) -> Response {
    SecurityEvent::RateLimited.record();
    (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, HeaderValue::from(seconds))]).into_response()
}

impl Clock {
    fn now_for_limits(&self) -> Nanos {
        governor::clock::Clock::now(self)
    }
}
