//! The emulator's own clock: the machine's, moved on by tests so that nothing has to wait eight hours.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Seconds since 1970, as GitHub counts in `x-ratelimit-reset`.
pub(crate) type Seconds = u64;

pub(crate) const HOUR: Seconds = 3600;
pub(crate) const DAY: Seconds = 24 * HOUR;

/// As far as the clock may be moved, so that no sum of times can overflow.
const CENTURY: Duration = Duration::from_secs(36_525 * DAY);

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    advanced: Duration,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the emulator asks instead")]
    pub(crate) fn now(self) -> Seconds {
        let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        machine.saturating_add(self.advanced).as_secs()
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.advanced = self.advanced.saturating_add(by).min(CENTURY);
    }
}

/// The instant as a calendar time.
pub(crate) fn calendar_time(at: Seconds) -> OffsetDateTime {
    i64::try_from(at)
        .ok()
        .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// `2011-01-26T19:01:12Z`, the form of every time in GitHub's JSON.
pub(crate) fn timestamp(at: Seconds) -> String {
    calendar_time(at).format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn times_are_written_as_github_writes_them() {
        assert_eq!(timestamp(1_296_068_472), "2011-01-26T19:01:12Z");
    }
}
