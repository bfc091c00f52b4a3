//! How often one network may do a thing, in this process.

use std::{net::IpAddr, num::NonZeroU32};

use governor::{Quota, clock::Reference, middleware::NoOpMiddleware, nanos::Nanos, state::keyed::DashMapStateStore};

use super::{clock::Clock, config::RateLimits};

type Inner = governor::RateLimiter<IpAddr, DashMapStateStore<IpAddr>, Clock, NoOpMiddleware<Nanos>>;

/// So many sign-ins from one network, by a leaky bucket in this process.
pub struct RateLimiter {
    inner: Inner,
    clock: Clock,
}

impl RateLimiter {
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
    pub fn check(&self, network: IpAddr) -> Result<(), u64> {
        self.inner.check_key(&network).map_err(|until| {
            let wait = until.earliest_possible().duration_since(self.clock.now_for_limits());
            std::time::Duration::from(wait).as_secs() + 1
        })
    }

    /// Forgets networks that have been quiet.
    pub fn sweep(&self) {
        self.inner.retain_recent();
    }
}

impl Clock {
    fn now_for_limits(&self) -> Nanos {
        governor::clock::Clock::now(self)
    }
}
