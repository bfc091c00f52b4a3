use std::{hash::Hash, time::Duration};

use gatehouse_model::{RateLimit, Timestamp};
use moka::{Entry, sync::Cache};

use super::Limit;

/// Longer than any limit lasts, so that its repetition is known as one.
const KEPT: Duration = Duration::from_hours(2);
const MOST: u64 = 100_000;

/// Until when GitHub is to be left alone, by whoever it counts a limit for: going on during one may get the application
/// banned (GitHub REST "Rate limits").
#[derive(Clone)]
pub struct Rests<K>(Cache<K, Rest>);

#[derive(Clone, Copy)]
struct Rest {
    kind: RateLimit,
    until: Timestamp,
    /// How many limits without a time there were, with no good answer between them.
    repeats: u32,
}

impl<K: Hash + Eq + Send + Sync + 'static> Rests<K> {
    #[must_use]
    pub fn new() -> Self {
        Self(Cache::builder().max_capacity(MOST).time_to_live(KEPT).build())
    }

    /// The limit that stands for `whom`, and its end.
    #[must_use]
    pub fn standing(&self, whom: &K, now: Timestamp) -> Option<(RateLimit, Timestamp)> {
        self.0.get(whom).filter(|rest| now < rest.until).map(|rest| (rest.kind, rest.until))
    }

    /// An answer told of `limit`: which one stands now, and until when. Calls that were under way together and all meet
    /// it are one repetition.
    #[must_use]
    pub fn met(&self, whom: K, limit: Limit, now: Timestamp) -> (RateLimit, Timestamp) {
        let met = self.0.entry(whom).and_upsert_with(|known| {
            let known = known.map(Entry::into_value);
            let repeats = known.map_or(0, |rest| rest.repeats);
            if let Some(rest) = known.filter(|rest| now < rest.until && limit.seconds.is_none()) {
                return rest;
            }
            let until = Timestamp(now.0.saturating_add(limit.wait(repeats)));
            match known {
                Some(rest) if rest.until >= until => rest,
                _ => Rest { kind: limit.kind, until, repeats: repeats + u32::from(limit.seconds.is_none()) },
            }
        });
        let rest = met.into_value();
        (rest.kind, rest.until)
    }

    /// GitHub gave a good answer. One that was under way when a limit was met does not lift it.
    pub fn passed(&self, whom: &K, now: Timestamp) {
        if self.0.get(whom).is_some_and(|rest| rest.until <= now) {
            self.0.invalidate(whom);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, RateLimit, Rests, Timestamp};

    const UNTIMED: Limit = Limit { kind: RateLimit::Secondary, seconds: None };

    #[test]
    fn a_limit_without_a_time_lasts_longer_each_time_until_an_answer_is_good() {
        let rests = Rests::new();
        let mut now = Timestamp(0);
        for expected in [60, 120, 240, 480, 960, 1_920, 3_600, 3_600] {
            let (_, until) = rests.met(1, UNTIMED, now);
            assert_eq!(until.0 - now.0, expected);
            assert_eq!(rests.met(1, UNTIMED, now).1, until, "together with another call");
            rests.passed(&1, now);
            assert!(rests.standing(&1, Timestamp(until.0 - 1)).is_some() && rests.standing(&1, until).is_none());
            now = until;
        }
        rests.passed(&1, now);
        assert_eq!(rests.met(1, UNTIMED, now).1.0 - now.0, 60);
        assert_eq!(rests.standing(&2, now), None, "somebody else");
    }

    #[test]
    fn the_later_end_stands() {
        let rests = Rests::new();
        let hour = Limit { kind: RateLimit::Primary, seconds: Some(3_000) };
        let short = Limit { kind: RateLimit::Secondary, seconds: Some(5) };
        assert_eq!(rests.met(1, short, Timestamp(0)), (RateLimit::Secondary, Timestamp(5)));
        assert_eq!(rests.met(1, hour, Timestamp(1)), (RateLimit::Primary, Timestamp(3_001)));
        assert_eq!(rests.met(1, short, Timestamp(2)), (RateLimit::Primary, Timestamp(3_001)));
    }
}
