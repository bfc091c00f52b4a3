use gatehouse_model::{RateLimit, Timestamp};
use http::{HeaderMap, StatusCode};

/// GitHub's hour is the longest it lets anybody wait.
const LONGEST: i64 = 3_600;

/// A limit that an answer tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub kind: RateLimit,
    /// For how many seconds GitHub wants to be left alone. `None`: it does not say, and means a minute at least, longer
    /// each time (GitHub REST "Rate limits").
    pub seconds: Option<i64>,
}

impl Limit {
    /// The limit behind a refusal, if there is one. GitHub uses 403 and 429 for both kinds; `message` is its own sentence,
    /// without which a 403 is somebody else's.
    #[must_use]
    pub fn refused(status: StatusCode, headers: &HeaderMap, message: Option<&str>, now: Timestamp) -> Option<Self> {
        let limited = match status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::FORBIDDEN => message
                .is_some_and(|said| retry_after(headers).is_some() || is_used_up(headers) || speaks_of_secondary(said)),
            _ => false,
        };
        limited.then(|| Self::told(headers, message.unwrap_or_default(), now))
    }

    /// Of which kind a limit is, and how long it lasts.
    #[must_use]
    pub fn told(headers: &HeaderMap, message: &str, now: Timestamp) -> Self {
        let primary = is_used_up(headers) && !speaks_of_secondary(message);
        let until_reset = || number(headers, "x-ratelimit-reset").map_or(60, |reset| reset - now.0);
        let seconds = retry_after(headers).or_else(|| is_used_up(headers).then(until_reset));
        Self {
            kind: if primary { RateLimit::Primary } else { RateLimit::Secondary },
            seconds: seconds.map(|seconds| seconds.clamp(1, LONGEST)),
        }
    }

    /// For how many seconds to leave GitHub alone, where the last `repeats` answers were such limits as well.
    #[must_use]
    pub fn wait(self, repeats: u32) -> i64 {
        self.seconds.unwrap_or_else(|| 60_i64.saturating_mul(1 << repeats.min(6)).min(LONGEST))
    }
}

/// GitHub's words for it; an older Enterprise server's are the second.
#[must_use]
pub fn speaks_of_secondary(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.contains("secondary rate limit") || message.contains("abuse detection")
}

/// The number in a header, if it is one.
#[must_use]
pub fn number(headers: &HeaderMap, name: &str) -> Option<i64> {
    headers.get(name).and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok())
}

fn retry_after(headers: &HeaderMap) -> Option<i64> {
    number(headers, "retry-after")
}

fn is_used_up(headers: &HeaderMap) -> bool {
    number(headers, "x-ratelimit-remaining") == Some(0)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
    use rstest::rstest;

    use super::{Limit, RateLimit, Timestamp};

    const SLOW_DOWN: Option<&str> = Some("You have exceeded a secondary rate limit. Please wait a few minutes.");
    const FORBIDDEN: Option<&str> = Some("Resource not accessible by integration");
    const EMPTY: &[(&str, &str)] = &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1090")];

    fn primary(seconds: i64) -> Limit {
        Limit { kind: RateLimit::Primary, seconds: Some(seconds) }
    }

    fn secondary(seconds: Option<i64>) -> Limit {
        Limit { kind: RateLimit::Secondary, seconds }
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
        #[case] expected: Option<Limit>,
    ) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let status = StatusCode::from_u16(status).expect("a status");
        assert_eq!(Limit::refused(status, &headers, message, Timestamp(1_000)), expected);
    }
}
