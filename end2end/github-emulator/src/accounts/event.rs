//! <https://docs.github.com/rest/activity/events>

use serde_json::{Value, json};

use super::account::{Account, EventRow};
use super::examples::Examples;
use super::user::avatar_url;
use crate::clock::{HOUR, Seconds, timestamp};
use crate::state::Urls;

/// The account's events, newest first; private ones only where `own` says that the reader is the account itself.
pub(crate) fn events(account: &Account, own: bool, started: Seconds, examples: &Examples, urls: &Urls) -> Vec<Value> {
    let rows = account.events.iter().enumerate();
    let seen = rows.filter(|(_, row)| own || row.public);
    seen.map(|(index, row)| event(account, index, row, started, examples, urls)).collect()
}

fn event(account: &Account, index: usize, row: &EventRow, started: Seconds, examples: &Examples, urls: &Urls) -> Value {
    // Newer events have larger ids, and the fixtures list the newest first.
    let id = account.id().0 * 1000 + 999 - index as u64;
    let repository = account.repositories.iter().find(|known| row.repo.ends_with(&known.name));
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
                "id": repository.map_or(1, |known| known.id), "name": row.repo,
                "url": format!("{}/repos/{}", urls.api, row.repo),
            }),
        ),
        ("payload", row.payload.clone()),
        ("public", json!(row.public)),
        ("created_at", json!(timestamp(started.saturating_sub(row.hours_ago * HOUR)))),
    ];
    event.extend(members.map(|(key, value)| (key.to_owned(), value)));
    Value::Object(event)
}
