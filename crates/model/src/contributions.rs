use serde::{Deserialize, Serialize};

/// What GitHub counts of a viewer's work in one year.
///
/// Source: GitHub GraphQL `ContributionsCollection`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contributions {
    /// The calendar year asked for; none for the last twelve months.
    pub year: Option<u16>,
    /// Every year with contributions, the latest first.
    pub years: Vec<u16>,
    pub total: u64,
    pub commits: u64,
    pub issues: u64,
    pub pull_requests: u64,
    pub reviews: u64,
    /// Repositories created.
    pub repositories: u64,
    /// Made in private, where GitHub says no more than how many.
    pub restricted: u64,
    /// A week begins on Sunday; the first and the last may be short.
    pub weeks: Vec<Vec<ContributionDay>>,
}

/// One day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContributionDay {
    pub date: CalendarDate,
    /// 0 for Sunday to 6.
    pub weekday: u8,
    pub count: u64,
    /// 0 for none to 4 for the busiest quarter, by which the square is coloured.
    pub level: u8,
}

/// A date without a time or a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CalendarDate {
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl CalendarDate {
    /// Reads `2026-11-22`; nothing else.
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
    /// `owner/name` of a repository, the file name of a gist.
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

/// Calendar and pinned items, which GitHub gives in one answer; one that it keeps to itself does not take the other along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub contributions: Result<Contributions, Gap>,
    pub pinned: Result<Vec<PinnedItem>, Gap>,
    /// Why each of the pinned items that are missing is.
    pub closed_pins: Vec<Gap>,
    /// Why something else of this is missing, where it is.
    pub partly_closed: Option<Gap>,
}

/// Why a part of an answer is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gap {
    /// An organisation asks for its single sign-on first.
    SingleSignOn,
    /// An organisation keeps it closed to this site, or the viewer may not see it.
    Closed,
    /// This site's GitHub App lacks the permission.
    Permission,
    /// GitHub finds it too large to be answered, even in parts.
    TooLarge,
    /// GitHub gave up on it, even in parts.
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
