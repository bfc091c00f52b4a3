//! Happenings by the day they happened on, in UTC: the server does not know the viewer's own clock.

use gatehouse_model::{Event, Timestamp};

use crate::app::i18n::{date, t};

const SECONDS: i64 = 86_400;

/// One day, and what was done on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Any moment of it.
    pub at: Timestamp,
    /// The latest first, as they came.
    pub events: Vec<Event>,
}

/// The days something happened on, in the order they came.
pub fn days(events: Vec<Event>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for event in events {
        let at = event.at;
        match days.last_mut() {
            Some(day) if between(day.at, at) == 0 => day.events.push(event),
            _ => days.push(Day { at, events: vec![event] }),
        }
    }
    days
}

/// What a day is called, seen from `now`.
pub fn name(at: Timestamp, now: Timestamp) -> String {
    match between(at, now) {
        0 => t!(activity.today),
        1 => t!(activity.yesterday),
        _ => date(at),
    }
}

/// How many midnights lie between the two.
fn between(earlier: Timestamp, later: Timestamp) -> i64 {
    later.0.div_euclid(SECONDS) - earlier.0.div_euclid(SECONDS)
}

#[cfg(test)]
mod tests {
    use super::{days, name};
    use crate::app::i18n::in_language;
    use gatehouse_model::{Event, EventPayload, Language, Timestamp};

    fn at(time: &str) -> Timestamp {
        Timestamp::parse_rfc3339(time).expect("a time")
    }

    fn event(time: &str) -> Event {
        Event { at: at(time), repository: "octocat/hello".to_owned(), private: false, what: EventPayload::Starred }
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let times = ["2026-11-22T09:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T23:59:59Z", "2026-11-01T12:00:00Z"];
        let days = days(times.map(event).into());
        let sizes: Vec<_> = days.iter().map(|day| day.events.len()).collect();
        assert_eq!(sizes, [2, 1, 1]);
        assert_eq!(days[1].at, at(times[2]));
    }

    #[test]
    fn nothing_happened_on_no_day() {
        assert!(days(Vec::new()).is_empty());
    }

    #[test]
    fn a_day_is_called_as_seen_from_today() {
        let now = at("2026-11-22T00:30:00Z");
        assert_eq!(name(at("2026-11-22T00:00:00Z"), now), "Today");
        assert_eq!(name(at("2026-11-21T23:59:59Z"), now), "Yesterday");
        assert_eq!(name(at("2026-11-20T23:59:59Z"), now), "November 20, 2026");
        // A clock may run ahead of ours.
        assert_eq!(name(at("2026-11-23T00:00:00Z"), now), "November 23, 2026");
        in_language(Language::Japanese, || assert_eq!(name(now, now), "今日"));
    }
}
