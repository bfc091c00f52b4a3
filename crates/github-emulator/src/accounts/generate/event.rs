use serde_json::{Value, json};

use super::dice::Dice;
use super::names;
use crate::accounts::account::{Account, EventRow, RepositoryRow};

/// "Only events created within the past 30 days", in hours.
///
/// <https://docs.github.com/rest/activity/events>
const SPAN: u64 = 30 * 24;

/// The newer the event, the lower its number; `total` of them fill the span. An event of a private repository is private.
pub(super) fn event(account: &Account, number: u64, total: u64) -> EventRow {
    let mut dice = Dice::of(number);
    let repository = dice.choose(&account.repositories);
    let repo = match repository {
        Some(row) => row.full_name(account),
        None => format!("{}/{}", account.login(), names::name(number)),
    };
    let (kind, payload) = content(&mut dice, number, repository, &repo);
    EventRow {
        kind: kind.to_owned(),
        repo,
        repo_id: repository.map(|row| row.id),
        hours_ago: 1 + number * (SPAN - 1) / total.max(1),
        public: repository.is_none_or(|row| !row.private),
        payload,
    }
}

fn content(dice: &mut Dice, number: u64, repository: Option<&RepositoryRow>, repo: &str) -> (&'static str, Value) {
    let page = format!("https://github.com/{repo}");
    let thing = dice.throw(400) + 1;
    let action = |actions: [&'static str; 3], dice: &mut Dice| dice.choose(&actions).copied();
    match dice.throw(10) {
        0..=4 => (
            "PushEvent",
            json!({
                "repository_id": repository.map(|row| row.id), "push_id": 20_000_000_000 - number,
                "ref": "refs/heads/main", "head": commit(number), "before": commit(number + 1),
            }),
        ),
        5 => (
            "PullRequestEvent",
            json!({
                "action": action(["opened", "closed", "merged"], dice), "number": thing,
                "pull_request": {"id": thing * 1000, "number": thing},
            }),
        ),
        6 => (
            "IssuesEvent",
            json!({
                "action": action(["opened", "closed", "reopened"], dice),
                "issue": {
                    "number": thing, "title": format!("About the {}", names::name(thing)),
                    "html_url": format!("{page}/issues/{thing}"),
                },
            }),
        ),
        7 => (
            "IssueCommentEvent",
            json!({
                "action": "created",
                "issue": {"number": thing, "title": format!("About the {}", names::name(thing))},
                "comment": {"id": number, "body": "So it is.", "html_url": format!("{page}/issues/{thing}#{number}")},
            }),
        ),
        8 => (
            "CreateEvent",
            json!({
                "ref": names::name(number), "ref_type": "branch", "master_branch": "main", "description": null,
                "pusher_type": "user",
            }),
        ),
        _ => ("WatchEvent", json!({"action": "started"})),
    }
}

/// Forty hexadecimal digits.
fn commit(number: u64) -> String {
    let mut dice = Dice::of(number);
    (0..5).map(|_| format!("{:08x}", dice.throw(u64::from(u32::MAX)))).collect()
}
