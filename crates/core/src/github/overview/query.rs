use serde_json::{Value, json};

use crate::github::question::Question;

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

/// One query for both: it costs one point, and none of its fields needs a scope.
const BOTH: &str = concat!("query($from: DateTime, $to: DateTime) { viewer { ", calendar!(), " ", pins!(), " } }");
const CALENDAR: &str = concat!("query($from: DateTime, $to: DateTime) { viewer { ", calendar!(), " } }");
const PINS: &str = concat!("{ viewer { ", pins!(), " } }");

pub(super) fn both(year: Option<u16>) -> Question {
    Question::graphql(BOTH, &window(year))
}

/// The same time, without the pinned items.
pub(super) fn calendar(year: Option<u16>) -> Question {
    Question::graphql(CALENDAR, &window(year))
}

/// From one time to another, both included, in RFC 3339.
pub(super) fn calendar_between(from: &str, to: &str) -> Question {
    Question::graphql(CALENDAR, &json!({ "from": from, "to": to }))
}

pub(super) fn pins() -> Question {
    Question::graphql(PINS, &json!({}))
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
