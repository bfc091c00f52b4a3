//! Happenings by the day they happened on, in UTC: the server does not know the viewer's own clock.

use gatehouse_model::{Happening, Moment};

use crate::app::words::{date, say};

const SECONDS: i64 = 86_400;

/// One day, and what was done on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Any moment of it.
    pub at: Moment,
    /// The latest first, as they came.
    pub happenings: Vec<Happening>,
}

/// The days something happened on, in the order they came.
pub fn days(happenings: Vec<Happening>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for happening in happenings {
        let at = happening.at;
        match days.last_mut() {
            Some(day) if between(day.at, at) == 0 => day.happenings.push(happening),
            _ => days.push(Day { at, happenings: vec![happening] }),
        }
    }
    days
}

/// What a day is called, seen from `now`.
pub fn name(at: Moment, now: Moment) -> String {
    match between(at, now) {
        0 => say!(activity.today),
        1 => say!(activity.yesterday),
        _ => date(at),
    }
}

/// How many midnights lie between the two.
fn between(earlier: Moment, later: Moment) -> i64 {
    later.0.div_euclid(SECONDS) - earlier.0.div_euclid(SECONDS)
}

#[cfg(test)]
mod tests {
    use super::{days, name};
    use crate::app::words::in_language;
    use gatehouse_model::{Deed, Happening, Language, Moment};

    fn at(time: &str) -> Moment {
        Moment::parse_rfc3339(time).expect("a time")
    }

    fn happening(time: &str) -> Happening {
        Happening { at: at(time), repository: "octocat/hello".to_owned(), private: false, what: Deed::Starred }
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let times = ["2026-11-22T09:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T23:59:59Z", "2026-11-01T12:00:00Z"];
        let days = days(times.map(happening).into());
        let sizes: Vec<_> = days.iter().map(|day| day.happenings.len()).collect();
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
