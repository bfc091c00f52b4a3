//! How long something took, each time it was done.

use std::time::Duration;

/// At least one, the shortest first.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time within which `part` of a hundred were done: 50 for the median, 100 for the worst.
    pub fn of_hundred(&self, part: usize) -> Duration {
        let rank = (self.0.len() * part).div_ceil(100).max(1);
        self.0[rank - 1]
    }
}

pub fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}
