use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use gatehouse_model::{CalendarDate, ContributionDay, Contributions};

/// Contributions of several spans, put together.
#[derive(Default)]
pub(super) struct Counted {
    years: BTreeSet<u16>,
    commits: u64,
    issues: u64,
    pull_requests: u64,
    reviews: u64,
    repositories: u64,
    restricted: u64,
    days: BTreeMap<CalendarDate, ContributionDay>,
}

impl Counted {
    /// Adds what was counted in one more span.
    pub(super) fn add(&mut self, part: Contributions) {
        self.years.extend(part.years);
        self.commits += part.commits;
        self.issues += part.issues;
        self.pull_requests += part.pull_requests;
        self.reviews += part.reviews;
        self.repositories += part.repositories;
        self.restricted += part.restricted;
        for day in part.weeks.into_iter().flatten() {
            // GitHub counts by its own days, so that the one at a seam may be in both spans: whole in one of them.
            match self.days.entry(day.date) {
                Entry::Occupied(known) if known.get().count >= day.count => {}
                Entry::Occupied(mut known) => {
                    known.insert(day);
                }
                Entry::Vacant(place) => {
                    place.insert(day);
                }
            }
        }
    }

    /// All of it as one: each day once, in weeks from Sunday on, coloured by all of them.
    pub(super) fn whole(self) -> Contributions {
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

/// The quarter in which a day stands of all days with contributions, the quietest first; equal days are in one. GitHub's
/// own level is the quarter within the span that was asked for (GraphQL `ContributionLevel`).
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
    use super::{CalendarDate, ContributionDay, Contributions, Counted};

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

    fn whole(parts: [Contributions; 2]) -> Contributions {
        let mut counted = Counted::default();
        for part in parts {
            counted.add(part);
        }
        counted.whole()
    }

    #[test]
    fn the_week_of_a_seam_is_one_week_and_its_day_is_there_once() {
        let first = part(&[2026, 2024], 10, &[day(5, 3, 4), day(6, 1, 1), day(7, 0, 0), day(8, 2, 4), day(9, 1, 1)]);
        let second = part(&[2026, 2025], 20, &[day(9, 4, 1), day(10, 9, 4), day(15, 8, 4)]);
        let whole = whole([second, first]);
        let shown = |week: &Vec<ContributionDay>| week.iter().map(|day| (day.date.day, day.count)).collect::<Vec<_>>();
        let weeks: Vec<_> = whole.weeks.iter().map(shown).collect();
        assert_eq!(weeks, [vec![(5, 3), (6, 1), (7, 0)], vec![(8, 2), (9, 4), (10, 9)], vec![(15, 8)]]);
        assert_eq!((whole.total, whole.commits, whole.issues), (27, 30, 2));
        assert_eq!((whole.pull_requests, whole.reviews, whole.repositories, whole.restricted), (4, 6, 8, 10));
        assert_eq!(whole.years, [2026, 2025, 2024]);
    }

    #[test]
    fn levels_are_quarters_of_the_whole() {
        let quiet = [day(2, 1, 4), day(3, 2, 4), day(4, 0, 0), day(5, 3, 4), day(6, 4, 4)];
        let busy = [day(9, 10, 1), day(10, 20, 2), day(11, 20, 2), day(12, 40, 4)];
        let whole = whole([part(&[], 0, &quiet), part(&[], 0, &busy)]);
        let levels: Vec<_> = whole.weeks.iter().flatten().map(|day| day.level).collect();
        assert_eq!(levels, [1, 1, 0, 2, 2, 3, 3, 3, 4]);
    }

    #[test]
    fn nothing_counted_is_nothing_shown() {
        let whole = whole([part(&[], 0, &[day(1, 0, 0)]), part(&[], 0, &[])]);
        assert_eq!((whole.total, whole.weeks.len(), whole.weeks[0][0].level), (0, 1, 0));
    }
}
