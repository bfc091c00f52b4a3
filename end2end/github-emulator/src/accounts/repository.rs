//! <https://docs.github.com/rest/repos/repos#list-repositories-for-the-authenticated-user>

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::account::{Account, RepositoryRow};
use super::examples::{Examples, readdress};
use super::user::{View, organization_owner, user};
use crate::clock::{DAY, Seconds, timestamp};
use crate::state::Urls;

/// Why a repository is in somebody's list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Affiliation {
    Owner,
    OrganizationMember,
}

/// A repository as it is listed, with what lists are filtered by.
pub(crate) struct Repository {
    pub(crate) affiliation: Affiliation,
    pub(crate) private: bool,
    pub(crate) json: Map<String, Value>,
}

pub(crate) fn repositories(account: &Account, started: Seconds, examples: &Examples, urls: &Urls) -> Vec<Repository> {
    let rows = account.repositories.iter();
    rows.map(|row| repository(account, row, started, examples, urls)).collect()
}

fn repository(
    account: &Account,
    row: &RepositoryRow,
    started: Seconds,
    examples: &Examples,
    urls: &Urls,
) -> Repository {
    let (affiliation, owner, owner_login) = if let Some(org) = &row.org {
        let known = account.organizations.iter().find(|known| known.login == *org);
        let id = known.map_or(0, |known| known.id);
        let owner = organization_owner(org, id, examples, urls);
        (Affiliation::OrganizationMember, owner, org.as_str())
    } else {
        let owner = user(account, View::Simple, examples, urls);
        (Affiliation::Owner, owner, account.login())
    };
    let mut json = examples.repository.clone();
    json.extend(plain());
    json.extend(row.fields.clone());
    // A name with markup in it is hostile in text; in an address it is percent-encoded, as GitHub would.
    let name = utf8_percent_encode(&row.name, NON_ALPHANUMERIC).to_string();
    let name = name.replace("%2D", "-").replace("%2E", ".").replace("%5F", "_");
    readdress(&mut json, "octocat/Hello-World", &format!("{owner_login}/{name}"));
    readdress(&mut json, "https://api.github.com", &urls.api);
    describe(&mut json, row, started);
    json.insert("full_name".to_owned(), json!(format!("{owner_login}/{}", row.name)));
    json.insert("owner".to_owned(), Value::Object(owner));
    Repository { affiliation, private: row.private, json }
}

/// What the example has and most repositories have not.
fn plain() -> Map<String, Value> {
    let plain = json!({
        "homepage": null, "topics": [], "license": null, "mirror_url": null, "is_template": false,
        "stargazers_count": 0, "forks_count": 0, "open_issues_count": 0, "subscribers_count": 1,
        "default_branch": "main", "web_commit_signoff_required": false, "has_discussions": false,
        "permissions": {"admin": true, "maintain": true, "push": true, "triage": true, "pull": true},
    });
    match plain {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn describe(json: &mut Map<String, Value>, row: &RepositoryRow, started: Seconds) {
    let ago = |days: u64| timestamp(started.saturating_sub(days * DAY));
    let pushed_at = row.pushed_days_ago.map(ago);
    let updated_at = pushed_at.clone().unwrap_or_else(|| ago(row.created_days_ago));
    let visibility = if row.private { "private" } else { "public" };
    let license = row.license.as_deref().map(license);
    let derived = [
        ("id", json!(row.id)),
        ("name", json!(row.name)),
        ("private", json!(row.private)),
        ("visibility", json!(visibility)),
        ("license", json!(license)),
        ("created_at", json!(ago(row.created_days_ago))),
        ("pushed_at", json!(pushed_at)),
        ("updated_at", json!(updated_at)),
    ];
    json.extend(derived.map(|(key, value)| (key.to_owned(), value)));
    // GitHub says these counts twice, under an old name and a new one.
    for (old, new) in [
        ("watchers", "stargazers_count"),
        ("watchers_count", "stargazers_count"),
        ("forks", "forks_count"),
        ("open_issues", "open_issues_count"),
    ] {
        let count = json.get(new).cloned().unwrap_or_default();
        json.insert(old.to_owned(), count);
    }
}

fn license(spdx_id: &str) -> Value {
    let key = spdx_id.to_lowercase();
    json!({
        "key": key, "name": spdx_id, "spdx_id": spdx_id,
        "url": format!("https://api.github.com/licenses/{key}"), "node_id": "MDc6TGljZW5zZW1pdA==",
    })
}
