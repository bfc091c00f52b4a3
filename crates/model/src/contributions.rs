use serde::{Deserialize, Serialize};

/// A viewer's contributions in one year, as GitHub counts them.
///
/// Source: GitHub GraphQL `ContributionsCollection`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contributions {
    /// The calendar year asked for; `None` for the last twelve months.
    pub year: Option<u16>,
    /// Every year with contributions, latest first.
    pub years: Vec<u16>,
    pub total: u64,
    pub commits: u64,
    pub issues: u64,
    pub pull_requests: u64,
    pub reviews: u64,
    /// Repositories created.
    pub repositories: u64,
    /// Private contributions, of which GitHub only gives the number.
    pub restricted: u64,
    /// A week begins on Sunday; the first and the last may be short.
    pub weeks: Vec<Vec<ContributionDay>>,
}

/// One day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContributionDay {
    pub date: CalendarDate,
    /// 0 (Sunday) to 6.
    pub weekday: u8,
    pub count: u64,
    /// 0 (none) to 4 (the busiest quarter), which determines the colour of the square.
    pub level: u8,
}

/// A date without time or time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CalendarDate {
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl CalendarDate {
    /// Parses `2026-11-22`, and no other format.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let date = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        (date.iso() == text && (1..=12).contains(&date.month) && (1..=31).contains(&date.day)).then_some(date)
    }

    /// `2026-11-22`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Something the viewer has pinned to their profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedItem {
    pub kind: PinnedKind,
    /// `owner/name` of a repository or the file name of a gist.
    pub name: String,
    pub description: Option<String>,
    pub url: String,
    pub language: Option<String>,
    pub stars: u64,
    pub forks: u64,
}

/// What can be pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PinnedKind {
    Repository,
    Gist,
}

/// The contribution calendar and the pinned items, which come in one answer. Either may be missing without the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub contributions: Result<Contributions, Gap>,
    pub pinned: Result<Vec<PinnedItem>, Gap>,
    /// Why pinned items are missing, one entry for each.
    pub closed_pins: Vec<Gap>,
    /// Why any other part is missing.
    pub partly_closed: Option<Gap>,
}

/// Why part of an answer is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gap {
    /// An organisation requires its single sign-on.
    SingleSignOn,
    /// An organisation denies this site access, or the viewer may not see it.
    Closed,
    /// This site's GitHub App lacks the permission.
    Permission,
    /// GitHub considers it too large to answer, even in parts.
    TooLarge,
    /// GitHub timed out on it, even in parts.
    TimedOut,
}

#[cfg(test)]
mod tests {
    use super::CalendarDate;

    #[test]
    fn only_whole_dates_are_read() {
        let date = CalendarDate::parse("2024-02-29").expect("a date");
        assert_eq!((date.year, date.month, date.day, date.iso()), (2024, 2, 29, "2024-02-29".to_owned()));
        for bad in ["", "2024", "2024-2-29", "2024-13-01", "2024-01-00", "2024-01-01T00:00:00Z", "+024-01-01"] {
            assert_eq!(CalendarDate::parse(bad), None, "{bad}");
        }
    }
}
