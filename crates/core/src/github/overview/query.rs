use gatehouse_model::{CalendarDate, ContributionDay, Contributions, Gap};
use serde::Deserialize;
use serde_json::{Value, json};

use super::pins::{PinnedNodes, Pins};
use crate::github::{
    GitHubError,
    graphql::{GraphQlAnswer, PartialData},
    request::ApiRequest,
};

macro_rules! calendar {
    () => {
        "contributionsCollection(from: $from, to: $to) {
            contributionYears totalCommitContributions totalIssueContributions totalPullRequestContributions
            totalPullRequestReviewContributions totalRepositoryContributions restrictedContributionsCount
            contributionCalendar {
                totalContributions
                weeks { contributionDays { date weekday contributionCount contributionLevel } }
            }
        }"
    };
}

macro_rules! pins {
    () => {
        "pinnedItems(first: 6, types: [REPOSITORY, GIST]) { nodes {
            __typename
            ... on Repository { nameWithOwner description url stargazerCount forkCount primaryLanguage { name } }
            ... on Gist { name description url stargazerCount files(limit: 1) { name } }
        } }"
    };
}

/// One query for both costs one point, and none of its fields needs a scope.
const BOTH: &str = concat!("query($from: DateTime, $to: DateTime) { viewer { ", calendar!(), " ", pins!(), " } }");
const CALENDAR: &str = concat!("query($from: DateTime, $to: DateTime) { viewer { ", calendar!(), " } }");
const PINS: &str = concat!("{ viewer { ", pins!(), " } }");

pub(super) fn both(year: Option<u16>) -> ApiRequest {
    ApiRequest::graphql(BOTH, &window(year))
}

/// Without the pinned items.
pub(super) fn calendar(year: Option<u16>) -> ApiRequest {
    ApiRequest::graphql(CALENDAR, &window(year))
}

/// Between two times in RFC 3339, both included.
pub(super) fn calendar_between(from: &str, to: &str) -> ApiRequest {
    ApiRequest::graphql(CALENDAR, &json!({ "from": from, "to": to }))
}

pub(super) fn pins() -> ApiRequest {
    ApiRequest::graphql(PINS, &json!({}))
}

/// The calendar year, or GitHub's last twelve months.
fn window(year: Option<u16>) -> Value {
    match year {
        Some(year) => {
            json!({ "from": format!("{year:04}-01-01T00:00:00Z"), "to": format!("{year:04}-12-31T23:59:59Z") })
        }
        None => json!({}),
    }
}

/// The answer to any of the queries. A field is missing where GitHub withholds it, or where the query does not ask for it.
#[derive(Deserialize)]
pub(super) struct OverviewAnswer {
    viewer: Option<ViewerNode>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ViewerNode {
    contributions_collection: Option<CollectionNode>,
    pinned_items: Option<PinnedNodes>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CollectionNode {
    contribution_years: Vec<u16>,
    total_commit_contributions: u64,
    total_issue_contributions: u64,
    total_pull_request_contributions: u64,
    total_pull_request_review_contributions: u64,
    total_repository_contributions: u64,
    restricted_contributions_count: u64,
    contribution_calendar: Option<CalendarNode>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CalendarNode {
    total_contributions: u64,
    weeks: Vec<WeekNode>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WeekNode {
    contribution_days: Vec<DayNode>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DayNode {
    date: String,
    weekday: u8,
    contribution_count: u64,
    contribution_level: String,
}

/// The parts of an answer.
pub(super) struct OverviewParts {
    pub(super) contributions: Result<Contributions, MissingReason>,
    pub(super) pins: Result<Pins, MissingReason>,
    /// Why something within them is missing, where it is.
    pub(super) partly: Option<Gap>,
}

/// Why a part is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MissingReason {
    /// A smaller query would not help.
    Closed(Gap),
    /// A shorter span may be answered.
    TooLarge,
    GaveUp,
    /// Not given: an error in the other part made this one null, too.
    Unknown,
}

impl MissingReason {
    /// Whether a smaller query may be answered.
    pub(super) fn is_about_size(self) -> bool {
        matches!(self, Self::TooLarge | Self::GaveUp)
    }

    /// What the page says once there is nothing left to try.
    pub(super) fn into_gap(self) -> Result<Gap, GitHubError> {
        match self {
            Self::Closed(gap) => Ok(gap),
            Self::TooLarge => Ok(Gap::TooLarge),
            Self::GaveUp => Ok(Gap::TimedOut),
            Self::Unknown => {
                Err(GitHubError::Decode("a part of a GraphQL answer is missing without an error".to_owned()))
            }
        }
    }

    pub(super) fn into_error(self) -> GitHubError {
        if self == Self::GaveUp { GitHubError::GaveUp } else { GitHubError::TooLarge }
    }
}

impl From<&GitHubError> for MissingReason {
    fn from(error: &GitHubError) -> Self {
        match error {
            GitHubError::TooLarge => Self::TooLarge,
            GitHubError::GaveUp => Self::GaveUp,
            GitHubError::SsoRequired { .. } => Self::Closed(Gap::SingleSignOn),
            GitHubError::PermissionMissing => Self::Closed(Gap::Permission),
            _ => Self::Closed(Gap::Closed),
        }
    }
}

const COLLECTION: &str = "contributionsCollection";
pub(super) const PINNED: &str = "pinnedItems";

pub(super) fn parse(answer: GraphQlAnswer<OverviewAnswer>) -> Result<OverviewParts, GitHubError> {
    let PartialData { data, mut gaps } = answer.into_data()?;
    let (collection, nodes) = match data.and_then(|data| data.viewer) {
        Some(viewer) => (viewer.contributions_collection, viewer.pinned_items),
        None => (None, None),
    };
    let closed = nodes.as_ref().map(|nodes| nodes.closed(&mut gaps)).unwrap_or_default();
    let contributions = collection.and_then(contributions_in).ok_or_else(|| missing(&gaps, COLLECTION));
    let pins = nodes.and_then(|nodes| nodes.into_pins(closed)).ok_or_else(|| missing(&gaps, PINNED));
    let within = |part: &str| match part {
        COLLECTION => contributions.is_ok(),
        PINNED => pins.is_ok(),
        _ => true,
    };
    let partly = gaps.iter().find(|(path, _)| path.get(1).is_none_or(|part| within(part)));
    let partly = partly.map(|(_, error)| MissingReason::from(error).into_gap()).transpose()?;
    Ok(OverviewParts { contributions, pins, partly })
}

/// Why `part` of the viewer is missing.
fn missing(gaps: &[(Vec<String>, GitHubError)], part: &str) -> MissingReason {
    let own = gaps.iter().find(|(path, _)| path.get(1).is_some_and(|name| name == part));
    own.map_or(MissingReason::Unknown, |(_, error)| MissingReason::from(error))
}

/// The caller fills in the year.
fn contributions_in(collection: CollectionNode) -> Option<Contributions> {
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

fn day(day: &DayNode) -> Option<ContributionDay> {
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
