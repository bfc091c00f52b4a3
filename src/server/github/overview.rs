use serde::Deserialize;
use serde_json::json;

use super::{
    GitHubError,
    graphql::{GraphQlAnswer, Partial},
    question::Question,
    read::given,
};
use crate::model::{CalendarDate, ContributionDay, Contributions, Overview, PinnedItem, PinnedKind};

/// One query for both: it costs one point, and none of its fields needs a scope.
const QUERY: &str = "
query($from: DateTime, $to: DateTime) { viewer {
    contributionsCollection(from: $from, to: $to) {
        contributionYears totalCommitContributions totalIssueContributions totalPullRequestContributions
        totalPullRequestReviewContributions totalRepositoryContributions restrictedContributionsCount
        contributionCalendar {
            totalContributions
            weeks { contributionDays { date weekday contributionCount contributionLevel } }
        }
    }
    pinnedItems(first: 6, types: [REPOSITORY, GIST]) { nodes {
        __typename
        ... on Repository { nameWithOwner description url stargazerCount forkCount primaryLanguage { name } }
        ... on Gist { name description url stargazerCount files(limit: 1) { name } }
    } }
} }";

/// The calendar year asked for, or the last twelve months.
pub(super) fn question(year: Option<u16>) -> Question {
    let variables = match year {
        Some(year) => {
            json!({ "from": format!("{year:04}-01-01T00:00:00Z"), "to": format!("{year:04}-12-31T23:59:59Z") })
        }
        None => json!({}),
    };
    Question::graphql(QUERY, &variables)
}

#[derive(Deserialize)]
pub(super) struct Data {
    viewer: Viewer,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Viewer {
    contributions_collection: Collection,
    pinned_items: Nodes,
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
    contribution_calendar: Calendar,
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

#[derive(Deserialize)]
struct Nodes {
    nodes: Vec<Option<Pinned>>,
}

#[derive(Deserialize)]
#[serde(tag = "__typename", rename_all_fields = "camelCase")]
enum Pinned {
    Repository {
        name_with_owner: String,
        description: Option<String>,
        url: String,
        stargazer_count: u64,
        fork_count: u64,
        primary_language: Option<Language>,
    },
    Gist {
        /// The last part of its address. People know a Gist by its first file.
        name: String,
        description: Option<String>,
        url: String,
        stargazer_count: u64,
        files: Option<Vec<Option<GistFile>>>,
    },
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
struct GistFile {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Language {
    name: String,
}

/// The answer as it is shown. The year is filled in by whoever asked.
pub(super) fn read(answer: GraphQlAnswer<Data>) -> Result<Overview, GitHubError> {
    let Partial { data, withheld } = answer.data()?;
    let Viewer { contributions_collection: collection, pinned_items } = data.viewer;
    let weeks = collection.contribution_calendar.weeks.into_iter();
    let contributions = Contributions {
        year: None,
        years: collection.contribution_years,
        total: collection.contribution_calendar.total_contributions,
        commits: collection.total_commit_contributions,
        issues: collection.total_issue_contributions,
        pull_requests: collection.total_pull_request_contributions,
        reviews: collection.total_pull_request_review_contributions,
        repositories: collection.total_repository_contributions,
        restricted: collection.restricted_contributions_count,
        weeks: weeks.map(|week| week.contribution_days.iter().filter_map(day).collect()).collect(),
    };
    let closed = withheld.iter().filter(|place| is_closed_pin(place, &pinned_items.nodes)).count();
    let pinned = pinned_items.nodes.into_iter().flatten().filter_map(pinned).collect();
    let closed_pins = u32::try_from(closed).unwrap_or(u32::MAX);
    Ok(Overview { contributions, pinned, closed_pins, partly_closed: closed < withheld.len() })
}

/// Whether a place in the answer is that of a pinned item, and nothing stands there.
fn is_closed_pin(place: &[String], nodes: &[Option<Pinned>]) -> bool {
    let [viewer, items, list, number] = place else { return false };
    let missing = number.parse().is_ok_and(|number: usize| matches!(nodes.get(number), Some(None)));
    (viewer.as_str(), items.as_str(), list.as_str()) == ("viewer", "pinnedItems", "nodes") && missing
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

fn pinned(item: Pinned) -> Option<PinnedItem> {
    Some(match item {
        Pinned::Repository { name_with_owner, description, url, stargazer_count, fork_count, primary_language } => {
            PinnedItem {
                kind: PinnedKind::Repository,
                name: name_with_owner,
                description: given(description),
                url,
                language: primary_language.map(|language| language.name),
                stars: stargazer_count,
                forks: fork_count,
            }
        }
        Pinned::Gist { name, description, url, stargazer_count, files } => PinnedItem {
            kind: PinnedKind::Gist,
            name: files.into_iter().flatten().flatten().find_map(|file| given(file.name)).unwrap_or(name),
            description: given(description),
            url,
            language: None,
            stars: stargazer_count,
            forks: 0,
        },
        Pinned::Unknown => return None,
    })
}
