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

/// An organisation as the owner of a repository; GitHub gives it a user's shape.
pub(super) fn organization_owner(login: &str, id: u64, examples: &Examples, urls: &Urls) -> Map<String, Value> {
    let owner = examples.repository.get("owner").and_then(Value::as_object);
    let mut owner = owner.cloned().unwrap_or_default();
    identify(&mut owner, AccountId(id), login, "Organization", urls);
    owner.insert("user_view_type".to_owned(), json!("public"));
    owner
}

fn identify(user: &mut Map<String, Value>, id: AccountId, login: &str, kind: &str, urls: &Urls) {
    readdress(user, "/octocat", &format!("/{login}"));
    readdress(user, "https://api.github.com", &urls.api);
    let node_id = STANDARD.encode(format!("{:02}:{kind}{}", kind.len(), id.0));
    user.insert("login".to_owned(), json!(login));
    user.insert("id".to_owned(), json!(id.0));
    user.insert("node_id".to_owned(), json!(node_id));
    user.insert("type".to_owned(), json!(kind));
    user.insert("avatar_url".to_owned(), json!(avatar_url(id.0, urls)));
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
    readdress(&mut organization, "https://api.github.com", &urls.api);
    let node_id = STANDARD.encode(format!("012:Organization{}", row.id));
    organization.insert("login".to_owned(), json!(row.login));
    organization.insert("id".to_owned(), json!(row.id));
    organization.insert("node_id".to_owned(), json!(node_id));
    organization.insert("avatar_url".to_owned(), json!(avatar_url(row.id, urls)));
    organization.insert("description".to_owned(), json!(row.description));
    Value::Object(organization)
}
