//! <https://docs.github.com/rest/repos/repos#list-repositories-for-the-authenticated-user>

use std::cmp::Reverse;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::account::{Account, AccountId, RepositoryRow, StarredRow};
use super::examples::Examples;
use super::template::Template;
use super::user::{View, identity, user};
use crate::clock::{DAY, Seconds, timestamp};
use crate::state::Urls;

/// A name with markup in it is hostile in text; in an address it is percent-encoded, as GitHub would.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// Why a repository is in somebody's list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Affiliation {
    Owner,
    OrganizationMember,
}

/// What lists are filtered and sorted by, so that only the page that is asked for need be described.
impl RepositoryRow {
    pub(crate) fn affiliation(&self) -> Affiliation {
        if self.org.is_some() { Affiliation::OrganizationMember } else { Affiliation::Owner }
    }

    pub(crate) fn full_name(&self, account: &Account) -> String {
        format!("{}/{}", self.org.as_deref().unwrap_or(account.login()), self.name)
    }

    pub(crate) fn stars(&self) -> u64 {
        self.fields.get("stargazers_count").and_then(Value::as_u64).unwrap_or_default()
    }

    /// Orders by the time of creation, the oldest first.
    pub(crate) fn by_creation(&self) -> Reverse<u64> {
        Reverse(self.created_days_ago)
    }

    /// Orders by the time of the last push, those without one first.
    pub(crate) fn by_push(&self) -> Option<Reverse<u64>> {
        self.pushed_days_ago.map(Reverse)
    }

    pub(crate) fn by_update(&self) -> Reverse<u64> {
        Reverse(self.pushed_days_ago.unwrap_or(self.created_days_ago))
    }
}

/// Writes repositories as GitHub does, as JSON. What many of them have in common is made once.
pub(crate) struct Describer<'a> {
    account: &'a Account,
    myself: String,
    repository: Template,
    owner: Template,
    started: Seconds,
    urls: &'a Urls,
}

impl<'a> Describer<'a> {
    pub(crate) fn new(account: &'a Account, started: Seconds, examples: &Examples, urls: &'a Urls) -> Self {
        let myself = Value::Object(user(account, View::Simple, examples, urls)).to_string();
        let mut example = examples.repository.clone();
        let owner = match example.remove("owner") {
            Some(Value::Object(owner)) => owner,
            _ => Map::new(),
        };
        example.extend(plain());
        let repository = Template::of(&example, "octocat/Hello-World");
        Self { account, myself, repository, owner: Template::of(&owner, "octocat"), started, urls }
    }

    /// A repository of the account's list: its own, or one of an organisation it is in.
    pub(crate) fn own(&self, row: &RepositoryRow) -> String {
        let facts = self.facts(row);
        let Some(org) = &row.org else {
            return self.describe(row, self.account.login(), &self.myself, facts);
        };
        let known = self.account.organizations.iter().find(|known| known.login == *org);
        let id = known.map_or(0, |known| known.id);
        self.describe(row, org, &self.somebody(org, id, "Organization"), facts)
    }

    /// Somebody else's, who lets the account read it.
    pub(crate) fn starred(&self, row: &StarredRow) -> String {
        let mut facts = self.facts(&row.repository);
        let permissions = json!({"admin": false, "maintain": false, "push": false, "triage": false, "pull": true});
        facts.insert("permissions".to_owned(), permissions);
        let login = &row.owner.login;
        self.describe(&row.repository, login, &self.somebody(login, row.owner.id, "User"), facts)
    }

    /// What is particular about a repository, without its owner and addresses.
    pub(crate) fn facts(&self, row: &RepositoryRow) -> Map<String, Value> {
        let mut facts = row.fields.clone();
        derive(&mut facts, row, self.started);
        facts
    }

    fn describe(&self, row: &RepositoryRow, login: &str, owner: &str, mut facts: Map<String, Value>) -> String {
        facts.insert("full_name".to_owned(), json!(format!("{login}/{}", row.name)));
        let members = self.repository.fill(&address(login, &row.name), &facts);
        format!(r#"{{{members},"owner":{owner}}}"#)
    }

    /// Somebody without an account here; GitHub gives an organisation a user's shape.
    fn somebody(&self, login: &str, id: u64, kind: &str) -> String {
        let members = self.owner.fill(&encoded(login), &identity(AccountId(id), login, kind, self.urls));
        format!("{{{members}}}")
    }
}

/// `owner/name`, as in its addresses.
pub(crate) fn address(login: &str, name: &str) -> String {
    format!("{}/{}", encoded(login), encoded(name))
}

fn encoded(name: &str) -> String {
    utf8_percent_encode(name, ENCODED).to_string()
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

fn derive(json: &mut Map<String, Value>, row: &RepositoryRow, started: Seconds) {
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
        let count = json.get(new).cloned().unwrap_or(json!(0));
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
