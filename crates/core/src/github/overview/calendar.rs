use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use gatehouse_model::{CalendarDate, ContributionDay, Contributions, Timestamp};

const DAY: i64 = 86_400;
const WEEK: i64 = 7;

/// The shortest span to request, in days: a year of them is a dozen calls.
const SHORTEST_SPAN: i64 = 28;

/// Consecutive days, numbered from the Unix epoch, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DaySpan {
    first: i64,
    last: i64,
}

impl DaySpan {
    /// The days up to today of a calendar year, or of the 53 weeks that GitHub calls the last twelve months.
    pub(super) fn new(year: Option<u16>, now: Timestamp) -> Self {
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

    /// The length of the spans to request in place of this one, which is too long for GitHub. `None` where it is too short
    /// to be split.
    pub(super) fn half(self) -> Option<i64> {
        (self.days() >= 2 * SHORTEST_SPAN).then(|| (self.days() + 1) / 2)
    }

    /// Its first `longest` days, and the rest.
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

/// The contributions of several spans merged into one calendar.
#[derive(Default)]
pub(super) struct MergedCalendar {
    years: BTreeSet<u16>,
    commits: u64,
    issues: u64,
    pull_requests: u64,
    reviews: u64,
    repositories: u64,
    restricted: u64,
    days: BTreeMap<CalendarDate, ContributionDay>,
}

impl MergedCalendar {
    /// Adds the contributions of one more span.
    pub(super) fn add(&mut self, part: Contributions) {
        self.years.extend(part.years);
        self.commits += part.commits;
        self.issues += part.issues;
        self.pull_requests += part.pull_requests;
        self.reviews += part.reviews;
        self.repositories += part.repositories;
        self.restricted += part.restricted;
        for day in part.weeks.into_iter().flatten() {
            // GitHub counts by its own days, so the day at a seam may be in both spans, and complete in only one.
            match self.days.entry(day.date) {
                Entry::Occupied(known) if known.get().count >= day.count => {}
                Entry::Occupied(mut known) => {
                    known.insert(day);
                }
                Entry::Vacant(vacant) => {
                    vacant.insert(day);
                }
            }
        }
    }

    /// Each day once, in weeks that begin on Sunday, with levels relative to the whole calendar.
    pub(super) fn finish(self) -> Contributions {
        let mut counts: Vec<u64> = self.days.values().map(|day| day.count).filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let days: Vec<ContributionDay> =
            self.days.into_values().map(|day| ContributionDay { level: level(&counts, day.count), ..day }).collect();
        Contributions {
            year: None,
            years: self.years.into_iter().rev().collect(),
            total: counts.iter().sum(),
            commits: self.commits,
            issues: self.issues,
            pull_requests: self.pull_requests,
            reviews: self.reviews,
            repositories: self.repositories,
            restricted: self.restricted,
            weeks: days.chunk_by(|_, next| next.weekday != 0).map(<[_]>::to_vec).collect(),
        }
    }
}

/// The quartile of a day among all days with contributions; equal days share one. GitHub's own level is the quartile
/// within the requested span (GraphQL `ContributionLevel`).
fn level(counts: &[u64], count: u64) -> u8 {
    if count == 0 {
        return 0;
    }
    let quieter = counts.partition_point(|other| *other < count);
    match quieter * 4 / counts.len().max(1) {
        0 => 1,
        1 => 2,
        2 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Friday.
    const NOW: &str = "2026-11-27T23:51:09Z";

    fn span(year: Option<u16>) -> DaySpan {
        DaySpan::new(year, Timestamp::parse_rfc3339(NOW).expect("a time"))
    }

    #[rstest]
    #[case::last_twelve_months(None, "2025-11-23T00:00:00Z", "2026-11-27T23:59:59Z", 370)]
    #[case::a_past_year(Some(2024), "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z", 366)]
    #[case::this_year(Some(2026), "2026-01-01T00:00:00Z", "2026-11-27T23:59:59Z", 331)]
    #[case::a_future_year(Some(2030), "2030-01-01T00:00:00Z", "2030-01-01T23:59:59Z", 1)]
    fn future_days_are_not_requested(
        #[case] year: Option<u16>,
        #[case] from: &str,
        #[case] to: &str,
        #[case] days: i64,
    ) {
        let span = span(year);
        assert_eq!((span.from().as_str(), span.to().as_str(), span.days()), (from, to, days));
    }

    #[test]
    fn parts_are_adjacent_and_do_not_overlap() {
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

    /// November 2026 begins on a Sunday.
    fn day(day: u8, count: u64, level: u8) -> ContributionDay {
        ContributionDay { date: CalendarDate { year: 2026, month: 11, day }, weekday: (day - 1) % 7, count, level }
    }

    fn part(years: &[u16], commits: u64, days: &[ContributionDay]) -> Contributions {
        Contributions {
            year: None,
            years: years.to_vec(),
            total: days.iter().map(|day| day.count).sum(),
            commits,
            issues: 1,
            pull_requests: 2,
            reviews: 3,
            repositories: 4,
            restricted: 5,
            weeks: days.chunk_by(|_, next| next.weekday != 0).map(<[_]>::to_vec).collect(),
        }
    }

    fn merge(parts: [Contributions; 2]) -> Contributions {
        let mut merged = MergedCalendar::default();
        for part in parts {
            merged.add(part);
        }
        merged.finish()
    }

    #[test]
    fn a_seam_splits_no_week_and_repeats_no_day() {
        let first = part(&[2026, 2024], 10, &[day(5, 3, 4), day(6, 1, 1), day(7, 0, 0), day(8, 2, 4), day(9, 1, 1)]);
        let second = part(&[2026, 2025], 20, &[day(9, 4, 1), day(10, 9, 4), day(15, 8, 4)]);
        let whole = merge([second, first]);
        let shown = |week: &Vec<ContributionDay>| week.iter().map(|day| (day.date.day, day.count)).collect::<Vec<_>>();
        let weeks: Vec<_> = whole.weeks.iter().map(shown).collect();
        assert_eq!(weeks, [vec![(5, 3), (6, 1), (7, 0)], vec![(8, 2), (9, 4), (10, 9)], vec![(15, 8)]]);
        assert_eq!((whole.total, whole.commits, whole.issues), (27, 30, 2));
        assert_eq!((whole.pull_requests, whole.reviews, whole.repositories, whole.restricted), (4, 6, 8, 10));
        assert_eq!(whole.years, [2026, 2025, 2024]);
    }

    #[test]
    fn levels_are_quartiles_of_the_whole_calendar() {
        let quiet = [day(2, 1, 4), day(3, 2, 4), day(4, 0, 0), day(5, 3, 4), day(6, 4, 4)];
        let busy = [day(9, 10, 1), day(10, 20, 2), day(11, 20, 2), day(12, 40, 4)];
        let whole = merge([part(&[], 0, &quiet), part(&[], 0, &busy)]);
        let levels: Vec<_> = whole.weeks.iter().flatten().map(|day| day.level).collect();
        assert_eq!(levels, [1, 1, 0, 2, 2, 3, 3, 3, 4]);
    }

    #[test]
    fn no_contributions_are_level_zero() {
        let whole = merge([part(&[], 0, &[day(1, 0, 0)]), part(&[], 0, &[])]);
        assert_eq!((whole.total, whole.weeks.len(), whole.weeks[0][0].level), (0, 1, 0));
    }
}
