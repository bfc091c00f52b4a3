//! The only source of the current time.
//!
//! In debug builds tests can move it forward, within a process or through a file for several processes.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gatehouse_model::Timestamp;

/// The server's clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    #[cfg(debug_assertions)]
    offset_seconds: std::sync::Arc<std::sync::atomic::AtomicI64>,
    /// Contains another offset: seconds, as text.
    #[cfg(debug_assertions)]
    file: Option<std::sync::Arc<std::path::PathBuf>>,
}

impl Clock {
    /// The current time, in whole seconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp(i64::try_from(self.since_epoch().as_secs()).unwrap_or(i64::MAX))
    }

    /// A clock that tests with several processes move by writing seconds into `file`.
    #[cfg(debug_assertions)]
    #[must_use]
    pub fn moved_by(file: std::path::PathBuf) -> Self {
        Self { file: Some(std::sync::Arc::new(file)), ..Self::default() }
    }

    /// In seconds: what to add to the database's own clock (`database_clock.now`), which leases between processes use.
    #[must_use]
    pub fn database_offset(&self) -> i64 {
        i64::try_from(self.offset().as_secs()).unwrap_or(i64::MAX)
    }

    /// Moves this clock and all its clones forward.
    #[cfg(debug_assertions)]
    pub fn advance(&self, by: Duration) {
        let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        self.offset_seconds.fetch_add(seconds, std::sync::atomic::Ordering::SeqCst);
    }

    #[expect(clippy::disallowed_methods, reason = "this module is the source of the time")]
    fn since_epoch(&self) -> Duration {
        let actual = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        actual + self.offset()
    }

    #[cfg(debug_assertions)]
    fn offset(&self) -> Duration {
        let own = self.offset_seconds.load(std::sync::atomic::Ordering::SeqCst);
        let text = self.file.as_ref().and_then(|file| std::fs::read_to_string(&**file).ok());
        let shared: u64 = text.and_then(|text| text.trim().parse().ok()).unwrap_or_default();
        Duration::from_secs(shared + u64::try_from(own).unwrap_or_default())
    }

    #[cfg(not(debug_assertions))]
    #[expect(clippy::unused_self, reason = "the debug build reads its offset here")]
    fn offset(&self) -> Duration {
        Duration::ZERO
    }
}

/// Rate limits use the same clock, so moving it in a test refills them.
impl governor::clock::Clock for Clock {
    type Instant = governor::nanos::Nanos;

    fn now(&self) -> Self::Instant {
        self.since_epoch().into()
    }
}
