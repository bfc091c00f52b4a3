//! Contributions and pinned items, in one query; and what is done where GitHub answers a part of it only.

mod ask;
mod counted;
mod pins;
mod query;
mod span;

pub(super) use ask::{Kept, fetcher};

use gatehouse_model::{CalendarDate, ContributionDay, Contributions, Gap};
use serde::Deserialize;

use self::pins::{Nodes, Pins};
use super::{
    GitHubError,
    graphql::{GraphQlAnswer, Partial},
};

/// What is asked for by one of the queries. Every field of it is missing where GitHub keeps it, or was not asked for it.
#[derive(Deserialize)]
struct Data {
    viewer: Option<Viewer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Viewer {
    contributions_collection: Option<Collection>,
    pinned_items: Option<Nodes>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Collection {
    contribution_years: Vec<u16>,
    total_commit_contributions: u64,
    total_issue_contributions: u64,
    total_pull_request_contributions: u64,
    total_pull_request_review_contributions: u64,
    total_repository_contributions: u64,
    restricted_contributions_count: u64,
    contribution_calendar: Option<Calendar>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Calendar {
    total_contributions: u64,
    weeks: Vec<Week>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Week {
    contribution_days: Vec<Day>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Day {
    date: String,
    weekday: u8,
    contribution_count: u64,
    contribution_level: String,
}

/// One answer, by its parts.
struct Parts {
    contributions: Result<Contributions, Missing>,
    pins: Result<Pins, Missing>,
    /// Why something within them is missing, where it is.
    partly: Option<Gap>,
}

/// Why a part is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Missing {
    /// Nobody will be given it.
    Closed(Gap),
    /// A shorter span may be answered.
    TooLarge,
    GaveUp,
    /// Nothing is said of it: the other part took it along.
    Unsaid,
}

impl Missing {
    /// Whether this is about how much was asked for.
    fn is_of_size(self) -> bool {
        matches!(self, Self::TooLarge | Self::GaveUp)
    }

    fn of(error: &GitHubError) -> Self {
        match error {
            GitHubError::TooLarge => Self::TooLarge,
            GitHubError::GaveUp => Self::GaveUp,
            GitHubError::SsoRequired { .. } => Self::Closed(Gap::SingleSignOn),
            GitHubError::PermissionMissing => Self::Closed(Gap::Permission),
            _ => Self::Closed(Gap::Closed),
        }
    }

    /// What it is once there is nothing left to try.
    fn gap(self) -> Result<Gap, GitHubError> {
        match self {
            Self::Closed(gap) => Ok(gap),
            Self::TooLarge => Ok(Gap::TooLarge),
            Self::GaveUp => Ok(Gap::TimedOut),
            Self::Unsaid => Err(GitHubError::Decode("a part of a GraphQL answer is missing without a word".to_owned())),
        }
    }

    fn error(self) -> GitHubError {
        if self == Self::GaveUp { GitHubError::GaveUp } else { GitHubError::TooLarge }
    }
}

const COLLECTION: &str = "contributionsCollection";
const PINNED: &str = "pinnedItems";

fn read(answer: GraphQlAnswer<Data>) -> Result<Parts, GitHubError> {
    let Partial { data, mut gaps } = answer.data()?;
    let (collection, nodes) = match data.and_then(|data| data.viewer) {
        Some(viewer) => (viewer.contributions_collection, viewer.pinned_items),
        None => (None, None),
    };
    let closed = nodes.as_ref().map(|nodes| nodes.closed(&mut gaps)).unwrap_or_default();
    let contributions = collection.and_then(counted).ok_or_else(|| missing(&gaps, COLLECTION));
    let pins = nodes.and_then(|nodes| nodes.pins(closed)).ok_or_else(|| missing(&gaps, PINNED));
    let within = |part: &str| match part {
        COLLECTION => contributions.is_ok(),
        PINNED => pins.is_ok(),
        _ => true,
    };
    let partly = gaps.iter().find(|(place, _)| place.get(1).is_none_or(|part| within(part)));
    let partly = partly.map(|(_, error)| Missing::of(error).gap()).transpose()?;
    Ok(Parts { contributions, pins, partly })
}

/// Why `part` of the viewer is not there.
fn missing(gaps: &[(Vec<String>, GitHubError)], part: &str) -> Missing {
    let own = gaps.iter().find(|(place, _)| place.get(1).is_some_and(|name| name == part));
    own.map_or(Missing::Unsaid, |(_, error)| Missing::of(error))
}

/// The year is filled in by whoever asked.
fn counted(collection: Collection) -> Option<Contributions> {
    let calendar = collection.contribution_calendar?;
    Some(Contributions {
        year: None,
        years: collection.contribution_years,
        total: calendar.total_contributions,
        commits: collection.total_commit_contributions,
        issues: collection.total_issue_contributions,
        pull_requests: collection.total_pull_request_contributions,
        reviews: collection.total_pull_request_review_contributions,
        repositories: collection.total_repository_contributions,
        restricted: collection.restricted_contributions_count,
        weeks: calendar.weeks.iter().map(|week| week.contribution_days.iter().filter_map(day).collect()).collect(),
    })
}

fn day(day: &Day) -> Option<ContributionDay> {
    let level = match day.contribution_level.as_str() {
        "FIRST_QUARTILE" => 1,
        "SECOND_QUARTILE" => 2,
        "THIRD_QUARTILE" => 3,
        "FOURTH_QUARTILE" => 4,
        _ => 0,
    };
    let date = CalendarDate::parse(&day.date)?;
    Some(ContributionDay { date, weekday: day.weekday.min(6), count: day.contribution_count, level })
}
