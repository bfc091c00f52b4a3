//! The only place that says "now".
//!
//! Debug builds carry an offset that tests move; release builds have none.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::model::Moment;

/// The server's clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    #[cfg(debug_assertions)]
    offset_seconds: std::sync::Arc<std::sync::atomic::AtomicI64>,
}

impl Clock {
    /// The current time, in whole seconds.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(i64::try_from(self.since_epoch().as_secs()).unwrap_or(i64::MAX))
    }

    /// Moves this clock and all its clones forward.
    #[cfg(debug_assertions)]
    pub fn advance(&self, by: Duration) {
        let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        self.offset_seconds.fetch_add(seconds, std::sync::atomic::Ordering::SeqCst);
    }

    #[expect(clippy::disallowed_methods, reason = "this module is where the time comes from")]
    fn since_epoch(&self) -> Duration {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        real + self.offset()
    }

    #[cfg(debug_assertions)]
    fn offset(&self) -> Duration {
        let seconds = self.offset_seconds.load(std::sync::atomic::Ordering::SeqCst);
        Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
    }

    #[cfg(not(debug_assertions))]
    #[expect(clippy::unused_self, reason = "the debug build reads its offset here")]
    fn offset(&self) -> Duration {
        Duration::ZERO
    }
}

/// Rate limits tick with the same clock, so a test that moves the clock refills them.
impl governor::clock::Clock for Clock {
    type Instant = governor::nanos::Nanos;

    fn now(&self) -> Self::Instant {
        self.since_epoch().into()
    }
}
