use gatehouse_model::Timestamp;

const DAY: i64 = 86_400;
const WEEK: i64 = 7;

/// The shortest span, in days, that a calendar is put together from: a year of them is a dozen calls.
const SHORTEST: i64 = 28;

/// Days in a row, numbered from the Unix epoch, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    first: i64,
    last: i64,
}

impl Span {
    /// The days up to today of a calendar year, or of the 53 weeks that GitHub calls the last twelve months.
    pub(super) fn of(year: Option<u16>, now: Timestamp) -> Self {
        let today = now.0.div_euclid(DAY);
        let day = |text: String| Timestamp::parse_rfc3339(&text).map_or(today, |timestamp| timestamp.0.div_euclid(DAY));
        let Some(year) = year else {
            // The first of January 1970 was a Thursday, and weeks begin on Sunday.
            let sunday = today - (today + 4).rem_euclid(WEEK);
            return Self { first: sunday - 52 * WEEK, last: today };
        };
        let first = day(format!("{year:04}-01-01T00:00:00Z"));
        let last = day(format!("{year:04}-12-31T00:00:00Z"));
        Self { first, last: last.min(today).max(first) }
    }

    pub(super) fn days(self) -> i64 {
        self.last - self.first + 1
    }

    /// How long the spans are to be that are asked for in place of this one, which is too long. None where it is short
    /// enough to be the last word.
    pub(super) fn half(self) -> Option<i64> {
        (self.days() >= 2 * SHORTEST).then(|| (self.days() + 1) / 2)
    }

    /// The first `longest` days of it, and what is left.
    pub(super) fn split(self, longest: i64) -> (Self, Option<Self>) {
        let end = self.first + longest.max(1) - 1;
        if end >= self.last {
            return (self, None);
        }
        (Self { last: end, ..self }, Some(Self { first: end + 1, ..self }))
    }

    /// From this span's first day to the last of `other`.
    pub(super) fn through(self, other: Option<Self>) -> Self {
        Self { last: other.map_or(self.last, |other| other.last), ..self }
    }

    /// Its first second, in RFC 3339.
    pub(super) fn from(self) -> String {
        Timestamp(self.first * DAY).rfc3339()
    }

    /// Its last second.
    pub(super) fn to(self) -> String {
        Timestamp(self.last * DAY + DAY - 1).rfc3339()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Span, Timestamp};

    /// Friday.
    const NOW: &str = "2026-11-27T23:51:09Z";

    fn span(year: Option<u16>) -> Span {
        Span::of(year, Timestamp::parse_rfc3339(NOW).expect("a time"))
    }

    #[rstest]
    #[case::lately(None, "2025-11-23T00:00:00Z", "2026-11-27T23:59:59Z", 370)]
    #[case::a_year_that_is_over(Some(2024), "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z", 366)]
    #[case::this_year(Some(2026), "2026-01-01T00:00:00Z", "2026-11-27T23:59:59Z", 331)]
    #[case::a_year_to_come(Some(2030), "2030-01-01T00:00:00Z", "2030-01-01T23:59:59Z", 1)]
    fn what_is_to_come_is_not_asked_for(
        #[case] year: Option<u16>,
        #[case] from: &str,
        #[case] to: &str,
        #[case] days: i64,
    ) {
        let span = span(year);
        assert_eq!((span.from().as_str(), span.to().as_str(), span.days()), (from, to, days));
    }

    #[test]
    fn parts_meet_without_a_gap_and_share_no_day() {
        let whole = span(Some(2024));
        let (mut rest, mut parts) = (Some(whole), Vec::new());
        while let Some(span) = rest {
            let (part, left) = span.split(92);
            parts.push(part);
            rest = left;
        }
        assert_eq!(parts.iter().map(|part| part.days()).collect::<Vec<_>>(), [92, 92, 92, 90]);
        assert!(parts.windows(2).all(|pair| pair[0].last + 1 == pair[1].first), "{parts:?}");
        assert_eq!(parts[0].through(parts.last().copied()), whole);
    }

    #[test]
    fn a_month_is_not_halved() {
        assert_eq!(span(Some(2024)).half(), Some(183));
        assert_eq!(span(None).split(56).0.half(), Some(28));
        assert_eq!(span(None).split(55).0.half(), None);
    }
}
