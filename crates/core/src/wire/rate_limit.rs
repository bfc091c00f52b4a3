use std::{hash::Hash, time::Duration};

use gatehouse_model::{RateLimit, Timestamp};
use http::{HeaderMap, StatusCode};
use moka::{Entry, sync::Cache};

/// The longest wait, in seconds: GitHub's limits are reset every hour.
const MAX_WAIT: i64 = 3_600;

/// A rate limit that an answer reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimitHit {
    pub kind: RateLimit,
    /// How many seconds GitHub wants us to wait. `None` where it does not say: then at least a minute, and longer each time
    /// (GitHub REST "Rate limits").
    pub seconds: Option<i64>,
}

impl RateLimitHit {
    /// The rate limit behind a refusal, if there is one. GitHub uses 403 and 429 for both kinds; `message` is GitHub's own,
    /// and without one a 403 came from somewhere else.
    #[must_use]
    pub fn from_refusal(
        status: StatusCode,
        headers: &HeaderMap,
        message: Option<&str>,
        now: Timestamp,
    ) -> Option<Self> {
        let limited = match status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::FORBIDDEN => message.is_some_and(|message| {
                retry_after(headers).is_some() || is_used_up(headers) || mentions_secondary_limit(message)
            }),
            _ => false,
        };
        limited.then(|| Self::new(headers, message.unwrap_or_default(), now))
    }

    /// Reads the kind of a limit, and how long it lasts, from an answer that is known to report one.
    #[must_use]
    pub fn new(headers: &HeaderMap, message: &str, now: Timestamp) -> Self {
        let primary = is_used_up(headers) && !mentions_secondary_limit(message);
        let until_reset = || header_number(headers, "x-ratelimit-reset").map_or(60, |reset| reset - now.0);
        let seconds = retry_after(headers).or_else(|| is_used_up(headers).then(until_reset));
        Self {
            kind: if primary { RateLimit::Primary } else { RateLimit::Secondary },
            seconds: seconds.map(|seconds| seconds.clamp(1, MAX_WAIT)),
        }
    }

    /// How many seconds to wait after `repeats` earlier hits in a row.
    #[must_use]
    pub fn wait(self, repeats: u32) -> i64 {
        self.seconds.unwrap_or_else(|| 60_i64.saturating_mul(1 << repeats.min(6)).min(MAX_WAIT))
    }
}

/// Whether `message` is about a secondary rate limit. "Abuse detection" is what older Enterprise servers call it.
#[must_use]
pub fn mentions_secondary_limit(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.contains("secondary rate limit") || message.contains("abuse detection")
}

/// The value of a header, if it is a number.
#[must_use]
pub fn header_number(headers: &HeaderMap, name: &str) -> Option<i64> {
    headers.get(name).and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok())
}

fn retry_after(headers: &HeaderMap) -> Option<i64> {
    header_number(headers, "retry-after")
}

fn is_used_up(headers: &HeaderMap) -> bool {
    header_number(headers, "x-ratelimit-remaining") == Some(0)
}

/// Longer than any limit lasts, so that the next hit is recognised as a repeat.
const REMEMBERED_FOR: Duration = Duration::from_hours(2);
const MAX_KEYS: u64 = 100_000;

/// Until when GitHub must not be asked, by the key that GitHub counts by: going on during a limit may get the application
/// banned (GitHub REST "Rate limits").
#[derive(Clone)]
pub struct Backoff<K>(Cache<K, BackoffState>);

#[derive(Clone, Copy)]
struct BackoffState {
    kind: RateLimit,
    until: Timestamp,
    /// Hits in a row for which GitHub named no time.
    repeats: u32,
}

impl<K: Hash + Eq + Send + Sync + 'static> Backoff<K> {
    #[must_use]
    pub fn new() -> Self {
        Self(Cache::builder().max_capacity(MAX_KEYS).time_to_live(REMEMBERED_FOR).build())
    }

    /// The limit in force for `key`, and its end.
    #[must_use]
    pub fn active(&self, key: &K, now: Timestamp) -> Option<(RateLimit, Timestamp)> {
        self.0.get(key).filter(|state| now < state.until).map(|state| (state.kind, state.until))
    }

    /// Records a hit and returns the limit now in force, and its end. Concurrent calls that all hit the same limit count
    /// once.
    #[must_use]
    pub fn record(&self, key: K, hit: RateLimitHit, now: Timestamp) -> (RateLimit, Timestamp) {
        let recorded = self.0.entry(key).and_upsert_with(|known| {
            let known = known.map(Entry::into_value);
            let repeats = known.map_or(0, |state| state.repeats);
            if let Some(state) = known.filter(|state| now < state.until && hit.seconds.is_none()) {
                return state;
            }
            let until = Timestamp(now.0.saturating_add(hit.wait(repeats)));
            match known {
                Some(state) if state.until >= until => state,
                _ => BackoffState { kind: hit.kind, until, repeats: repeats + u32::from(hit.seconds.is_none()) },
            }
        });
        let state = recorded.into_value();
        (state.kind, state.until)
    }

    /// A call succeeded: the next hit is a first one. A call that was already under way when a limit was hit does not lift
    /// it.
    pub fn succeeded(&self, key: &K, now: Timestamp) {
        if self.0.get(key).is_some_and(|state| state.until <= now) {
            self.0.invalidate(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
    use rstest::rstest;

    use super::{Backoff, RateLimit, RateLimitHit, Timestamp};

    const SLOW_DOWN: Option<&str> = Some("You have exceeded a secondary rate limit. Please wait a few minutes.");
    const FORBIDDEN: Option<&str> = Some("Resource not accessible by integration");
    const EMPTY: &[(&str, &str)] = &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1090")];

    fn primary(seconds: i64) -> RateLimitHit {
        RateLimitHit { kind: RateLimit::Primary, seconds: Some(seconds) }
    }

    fn secondary(seconds: Option<i64>) -> RateLimitHit {
        RateLimitHit { kind: RateLimit::Secondary, seconds }
    }

    #[rstest]
    #[case::permission(403, &[("x-ratelimit-remaining", "4999")], FORBIDDEN, None)]
    #[case::primary(403, EMPTY, FORBIDDEN, Some(primary(90)))]
    #[case::primary_as_429(429, EMPTY, FORBIDDEN, Some(primary(90)))]
    #[case::reset_in_the_past(403, &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "5")], FORBIDDEN, Some(primary(1)))]
    #[case::secondary(403, &[("retry-after", "90")], SLOW_DOWN, Some(secondary(Some(90))))]
    #[case::secondary_without_a_time(403, &[("x-ratelimit-remaining", "4999")], SLOW_DOWN, Some(secondary(None)))]
    #[case::secondary_as_429(429, &[], SLOW_DOWN, Some(secondary(None)))]
    #[case::both(403, EMPTY, SLOW_DOWN, Some(secondary(Some(90))))]
    #[case::somebody_else_asks_for_patience(429, &[("retry-after", "7200")], None, Some(secondary(Some(3_600))))]
    #[case::somebody_elses_refusal(403, EMPTY, None, None)]
    #[case::no_refusal(200, EMPTY, SLOW_DOWN, None)]
    fn each_limit_is_told_apart(
        #[case] status: u16,
        #[case] headers: &[(&'static str, &'static str)],
        #[case] message: Option<&str>,
        #[case] expected: Option<RateLimitHit>,
    ) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let status = StatusCode::from_u16(status).expect("a status");
        assert_eq!(RateLimitHit::from_refusal(status, &headers, message, Timestamp(1_000)), expected);
    }

    const UNTIMED: RateLimitHit = RateLimitHit { kind: RateLimit::Secondary, seconds: None };

    #[test]
    fn a_limit_without_a_time_lasts_longer_each_time_until_an_answer_is_good() {
        let backoff = Backoff::new();
        let mut now = Timestamp(0);
        for expected in [60, 120, 240, 480, 960, 1_920, 3_600, 3_600] {
            let (_, until) = backoff.record(1, UNTIMED, now);
            assert_eq!(until.0 - now.0, expected);
            assert_eq!(backoff.record(1, UNTIMED, now).1, until, "together with another call");
            backoff.succeeded(&1, now);
            assert!(backoff.active(&1, Timestamp(until.0 - 1)).is_some() && backoff.active(&1, until).is_none());
            now = until;
        }
        backoff.succeeded(&1, now);
        assert_eq!(backoff.record(1, UNTIMED, now).1.0 - now.0, 60);
        assert_eq!(backoff.active(&2, now), None, "somebody else");
    }

    #[test]
    fn the_later_end_stands() {
        let backoff = Backoff::new();
        let hour = RateLimitHit { kind: RateLimit::Primary, seconds: Some(3_000) };
        let short = RateLimitHit { kind: RateLimit::Secondary, seconds: Some(5) };
        assert_eq!(backoff.record(1, short, Timestamp(0)), (RateLimit::Secondary, Timestamp(5)));
        assert_eq!(backoff.record(1, hour, Timestamp(1)), (RateLimit::Primary, Timestamp(3_001)));
        assert_eq!(backoff.record(1, short, Timestamp(2)), (RateLimit::Primary, Timestamp(3_001)));
    }
}
