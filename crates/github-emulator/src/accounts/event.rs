//! <https://docs.github.com/rest/using-the-rest-api/github-event-types>

use serde_json::{Value, json};

use super::account::{Account, EventRow};
use super::examples::Examples;
use super::user::avatar_url;
use crate::clock::{HOUR, Seconds, timestamp};
use crate::state::Urls;

/// One of the account's events; `index` is its place among them, the newest being the first.
pub(crate) fn event(
    account: &Account,
    (index, row): (usize, &EventRow),
    started: Seconds,
    examples: &Examples,
    urls: &Urls,
) -> Value {
    // Newer events have larger ids.
    let id = account.id().0 * 1000 + 999 - index as u64;
    let (owner, name) = row.repo.split_once('/').unwrap_or_default();
    let known = || account.repositories.iter().find(|known| known.name == name).map(|known| known.id);
    let mut event = examples.event.clone();
    let members = [
        ("id", json!(id.to_string())),
        ("type", json!(row.kind)),
        (
            "actor",
            json!({
                "id": account.id().0, "login": account.login(), "display_login": account.login(), "gravatar_id": "",
                "url": format!("{}/users/{}", urls.api, account.login()),
                "avatar_url": avatar_url(account.id().0, urls),
            }),
        ),
        (
            "repo",
            json!({
                "id": row.repo_id.or_else(known).unwrap_or(1), "name": row.repo,
                "url": format!("{}/repos/{}", urls.api, row.repo),
            }),
        ),
        ("payload", row.payload.clone()),
        ("public", json!(row.public)),
        ("created_at", json!(timestamp(started.saturating_sub(row.hours_ago * HOUR)))),
    ];
    event.extend(members.map(|(key, value)| (key.to_owned(), value)));
    // "The property appears in the event object only if it is applicable."
    if let Some(org) = account.organizations.iter().find(|org| org.login == owner) {
        let org = json!({
            "id": org.id, "login": org.login, "gravatar_id": "", "url": format!("{}/orgs/{}", urls.api, org.login),
            "avatar_url": avatar_url(org.id, urls),
        });
        event.insert("org".to_owned(), org);
    }
    Value::Object(event)
}
