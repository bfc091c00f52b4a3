use std::time::Duration;

/// How a refresh is timed. The deadline of the call to GitHub must be shorter than the lease.
#[derive(Clone, Copy, Debug)]
pub struct RefreshTiming {
    /// Seconds before its end at which an access token is renewed.
    pub ahead: i64,
    /// Up to so many seconds earlier still, so that what began together is not renewed together.
    pub jitter: i64,
    /// Seconds for which one process may refresh alone.
    pub lease: i64,
    /// Seconds after a failure in which GitHub is not asked again for the same token set.
    pub pause: i64,
    /// How long a request waits for a new pair.
    pub patience: Duration,
    /// How long an answer is held in memory while the database does not take it.
    pub hold: Duration,
}

impl Default for RefreshTiming {
    fn default() -> Self {
        Self {
            ahead: 300,
            jitter: 60,
            lease: 15,
            pause: 5,
            patience: Duration::from_secs(12),
            hold: Duration::from_secs(20),
        }
    }
}
