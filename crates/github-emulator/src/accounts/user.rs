//! <https://docs.github.com/rest/users/users>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::account::{Account, AccountId, OrganizationRow};
use super::examples::{Examples, readdress};
use crate::state::Urls;

/// How much of an account is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum View {
    /// To the account itself, with a scope for it.
    Private,
    /// To everybody.
    Public,
    /// As the owner of something.
    Simple,
}

const PRIVATE: [&str; 7] = [
    "private_gists",
    "total_private_repos",
    "owned_private_repos",
    "disk_usage",
    "collaborators",
    "two_factor_authentication",
    "plan",
];

pub(crate) fn user(account: &Account, view: View, examples: &Examples, urls: &Urls) -> Map<String, Value> {
    let mut user = examples.user.clone();
    user.insert("notification_email".to_owned(), Value::Null);
    user.extend(account.user.fields.clone());
    identify(&mut user, account.id(), account.login(), "User", urls);
    match view {
        View::Private => {}
        View::Public => user.retain(|key, _| !PRIVATE.contains(&key.as_str())),
        View::Simple => {
            let owner = examples.repository.get("owner").and_then(Value::as_object);
            user.retain(|key, _| owner.is_some_and(|owner| owner.contains_key(key)));
        }
    }
    let user_view_type = if view == View::Private { "private" } else { "public" };
    user.insert("user_view_type".to_owned(), json!(user_view_type));
    user
}

fn identify(user: &mut Map<String, Value>, id: AccountId, login: &str, kind: &str, urls: &Urls) {
    readdress(user, "/octocat", &format!("/{login}"));
    user.extend(identity(id, login, kind, urls));
}

/// Who somebody is, as everybody may know.
pub(super) fn identity(id: AccountId, login: &str, kind: &str, urls: &Urls) -> Map<String, Value> {
    let node_id = STANDARD.encode(format!("{:02}:{kind}{}", kind.len(), id.0));
    let members = [
        ("login", json!(login)),
        ("id", json!(id.0)),
        ("node_id", json!(node_id)),
        ("type", json!(kind)),
        ("avatar_url", json!(avatar_url(id.0, urls))),
        ("user_view_type", json!("public")),
    ];
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(super) fn avatar_url(id: u64, urls: &Urls) -> String {
    format!("{}/avatars/u/{id}?v=4", urls.web)
}

/// <https://docs.github.com/rest/orgs/orgs#list-organizations-for-the-authenticated-user>
pub(crate) fn organizations(account: &Account, examples: &Examples, urls: &Urls) -> Vec<Value> {
    let rows = account.organizations.iter();
    rows.map(|row| organization(row, examples, urls)).collect()
}

fn organization(row: &OrganizationRow, examples: &Examples, urls: &Urls) -> Value {
    let mut organization = examples.organization.clone();
    readdress(&mut organization, "/orgs/github", &format!("/orgs/{}", row.login));
    let node_id = STANDARD.encode(format!("012:Organization{}", row.id));
    organization.insert("login".to_owned(), json!(row.login));
    organization.insert("id".to_owned(), json!(row.id));
    organization.insert("node_id".to_owned(), json!(node_id));
    organization.insert("avatar_url".to_owned(), json!(avatar_url(row.id, urls)));
    organization.insert("description".to_owned(), json!(row.description));
    Value::Object(organization)
}
