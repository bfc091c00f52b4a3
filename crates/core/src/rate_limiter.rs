//! Rate limits for each network or viewer, counted in this process.

use std::{hash::Hash, num::NonZeroU32};

use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use governor::{Quota, clock::Reference, middleware::NoOpMiddleware, nanos::Nanos, state::keyed::DashMapStateStore};

use super::{clock::Clock, config::RateLimits, session::SessionKey};
use crate::telemetry::SecurityEvent;

type Inner<K> = governor::RateLimiter<K, DashMapStateStore<K>, Clock, NoOpMiddleware<Nanos>>;

/// Whose write budget an action counts against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WriteKey {
    /// GitHub's numeric id: all sessions of a person share one budget.
    Viewer(i64),
    Session(SessionKey),
}

/// A leaky bucket for each `K`.
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

    /// Counts one request.
    ///
    /// # Errors
    ///
    /// The seconds to wait if it was one too many.
    #[expect(clippy::needless_pass_by_value, reason = "keys are small, and read better without a reference")]
    pub fn check(&self, key: K) -> Result<(), u64> {
        self.inner.check_key(&key).map_err(|until| {
            let wait = until.earliest_possible().duration_since(self.clock.now_for_limits());
            std::time::Duration::from(wait).as_secs() + 1
        })
    }

    /// Frees the buckets of keys that have been idle.
    pub fn sweep(&self) {
        self.inner.retain_recent();
    }
}

/// A 429 that asks the client to wait for `seconds`.
pub fn too_many_requests(seconds: u64) -> Response {
    SecurityEvent::RateLimited.record();
    (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, HeaderValue::from(seconds))]).into_response()
}

impl Clock {
    fn now_for_limits(&self) -> Nanos {
        governor::clock::Clock::now(self)
    }
}
