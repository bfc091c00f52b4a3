//! What somebody shows first on their profile: six items at most, a Gist among them where they have one.
//!
//! <https://docs.github.com/graphql/reference/unions#pinnableitem>

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::arguments::names;
use super::error::QueryError;
use super::languages::language;
use super::selection::Field;
use crate::accounts::{Account, Describer, GistRow, RepositoryRow, address};
use crate::clock::{DAY, Seconds, timestamp};

const MOST: usize = 6;

/// `PinnableItemType`; only repositories and Gists are pinned here.
const KINDS: [&str; 8] = ["GIST", "ISSUE", "ORGANIZATION", "PROJECT", "PULL_REQUEST", "REPOSITORY", "TEAM", "USER"];

pub(super) fn pinned(
    account: &Account,
    describer: &Describer<'_>,
    started: Seconds,
    field: &Field,
) -> Result<Vec<Value>, QueryError> {
    let expected = "[PinnableItemType!]";
    let kinds = names(field, "types", expected)?;
    if kinds.iter().flatten().any(|kind| !KINDS.contains(&kind.as_str())) {
        return Err(QueryError::invalid_argument(field, "types", expected));
    }
    let wanted = |kind: &str| kinds.as_ref().is_none_or(|kinds| kinds.iter().any(|wanted| wanted == kind));
    let gists: Vec<Value> = account.gists.iter().map(|row| gist(account, row, started)).collect();
    let mut repositories = favourites(account);
    repositories.truncate(MOST.saturating_sub(gists.len()));
    let repositories = repositories.into_iter().map(|row| repository(account, row, describer));
    let mut items: Vec<Value> = if wanted("REPOSITORY") { repositories.collect() } else { Vec::new() };
    if wanted("GIST") {
        let second = items.len().min(1);
        items.splice(second..second, gists);
    }
    Ok(items)
}

/// Public repositories, those with the most stars first.
fn favourites(account: &Account) -> Vec<&RepositoryRow> {
    let mut rows: Vec<&RepositoryRow> = account.repositories.iter().filter(|row| !row.private).collect();
    rows.sort_by_key(|row| Reverse(row.stars()));
    rows
}

fn repository(account: &Account, row: &RepositoryRow, describer: &Describer<'_>) -> Value {
    let rest = describer.facts(row);
    let login = row.org.as_deref().unwrap_or(account.login());
    let field = |name: &str| rest.get(name).cloned().unwrap_or_default();
    let flag = |name: &str| rest.get(name).and_then(Value::as_bool).unwrap_or_default();
    json!({
        "__typename": "Repository", "id": format!("R_{}", row.id), "databaseId": row.id, "name": row.name,
        "nameWithOwner": row.full_name(account), "description": field("description"),
        "url": format!("https://github.com/{}", address(login, &row.name)), "homepageUrl": field("homepage"),
        "stargazerCount": row.stars(), "forkCount": field("forks"),
        "isFork": flag("fork"), "isArchived": flag("archived"), "isPrivate": row.private,
        "isTemplate": flag("is_template"),
        "primaryLanguage": language(rest.get("language").and_then(Value::as_str)),
        "createdAt": field("created_at"), "updatedAt": field("updated_at"), "pushedAt": field("pushed_at"),
    })
}

/// <https://docs.github.com/graphql/reference/objects#gist>
fn gist(account: &Account, row: &GistRow, started: Seconds) -> Value {
    let created_at = timestamp(started.saturating_sub(row.created_days_ago * DAY));
    let file = json!({ "__typename": "GistFile", "name": row.file, "language": language(row.language.as_deref()) });
    json!({
        "__typename": "Gist", "id": format!("G_{}", row.name), "name": row.name, "description": row.description,
        "url": format!("https://gist.github.com/{}/{}", account.login(), row.name),
        "stargazerCount": row.stargazers_count, "isPublic": true, "isFork": false, "files": [file],
        "createdAt": created_at, "updatedAt": created_at, "pushedAt": created_at,
    })
}
