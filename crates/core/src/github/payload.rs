use gatehouse_model::{Action, Created, EventPayload};
use serde_json::Value;

/// What an event of this kind says was done. GitHub trims payloads as it likes (changelog 2025-08-08): a part that is not
/// there is none, and a kind we don't know keeps GitHub's own name.
///
/// Source: GitHub REST "GitHub event types".
pub(super) fn read_payload(kind: &str, payload: &Value) -> EventPayload {
    match kind {
        "PushEvent" => EventPayload::Pushed {
            branch: text(payload, "/ref").map(|name| name.trim_start_matches("refs/heads/").to_owned()),
            commits: payload.pointer("/size").and_then(Value::as_u64),
        },
        "CreateEvent" => created(kind, payload),
        "DeleteEvent" => EventPayload::Deleted { name: text(payload, "/ref") },
        "PullRequestEvent" => EventPayload::PullRequest {
            action: action(payload, "/pull_request/merged"),
            number: number(payload, "/pull_request/number").or_else(|| number(payload, "/number")),
            title: text(payload, "/pull_request/title"),
        },
        "PullRequestReviewEvent" | "PullRequestReviewCommentEvent" => {
            let (number, title) = (number(payload, "/pull_request/number"), text(payload, "/pull_request/title"));
            EventPayload::Reviewed { number, title }
        }
        "IssuesEvent" => EventPayload::Issue {
            action: action(payload, ""),
            number: number(payload, "/issue/number"),
            title: text(payload, "/issue/title"),
        },
        "IssueCommentEvent" => {
            EventPayload::Commented { number: number(payload, "/issue/number"), title: text(payload, "/issue/title") }
        }
        "CommitCommentEvent" => EventPayload::CommentedOnCommit,
        "ForkEvent" => EventPayload::Forked { into: text(payload, "/forkee/full_name") },
        "WatchEvent" => EventPayload::Starred,
        "ReleaseEvent" => EventPayload::Released {
            name: text(payload, "/release/name").or_else(|| text(payload, "/release/tag_name")),
        },
        "PublicEvent" => EventPayload::MadePublic,
        "MemberEvent" => EventPayload::AddedMember { login: text(payload, "/member/login") },
        "GollumEvent" => {
            let pages = payload.pointer("/pages").and_then(Value::as_array).map_or(1, Vec::len);
            EventPayload::EditedWiki { pages: u64::try_from(pages).unwrap_or(1).max(1) }
        }
        "DiscussionEvent" => EventPayload::Discussed { title: text(payload, "/discussion/title") },
        "SponsorshipEvent" => EventPayload::Sponsored,
        kind => EventPayload::Unknown { kind: kind.to_owned() },
    }
}

fn created(kind: &str, payload: &Value) -> EventPayload {
    let name = text(payload, "/ref");
    EventPayload::Created(match payload.pointer("/ref_type").and_then(Value::as_str) {
        Some("branch") => Created::Branch(name),
        Some("tag") => Created::Tag(name),
        Some("repository") => Created::Repository,
        _ => return EventPayload::Unknown { kind: kind.to_owned() },
    })
}

/// GitHub says `merged` as an action of its own since October 2025, and as a flag of `closed` before.
fn action(payload: &Value, merged: &str) -> Action {
    let flagged = !merged.is_empty() && payload.pointer(merged).and_then(Value::as_bool) == Some(true);
    match payload.pointer("/action").and_then(Value::as_str) {
        Some("opened") => Action::Opened,
        Some("reopened") => Action::Reopened,
        Some("merged") => Action::Merged,
        Some("closed") if flagged => Action::Merged,
        Some("closed") => Action::Closed,
        _ => Action::Changed,
    }
}

fn text(payload: &Value, at: &str) -> Option<String> {
    payload.pointer(at).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn number(payload: &Value, at: &str) -> Option<u64> {
    payload.pointer(at).and_then(Value::as_u64)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::{Action, Created, EventPayload, read_payload};

    fn pull_request(action: Action) -> EventPayload {
        EventPayload::PullRequest { action, number: Some(7), title: None }
    }

    #[rstest]
    #[case::push_today("PushEvent", json!({"ref": "refs/heads/a/b", "head": "x"}),
        EventPayload::Pushed { branch: Some("a/b".to_owned()), commits: None })]
    #[case::push_once("PushEvent", json!({"ref": "refs/heads/main", "size": 3, "commits": []}),
        EventPayload::Pushed { branch: Some("main".to_owned()), commits: Some(3) })]
    #[case::repository("CreateEvent", json!({"ref": null, "ref_type": "repository"}), EventPayload::Created(Created::Repository))]
    #[case::tag("CreateEvent", json!({"ref": "v1", "ref_type": "tag"}), EventPayload::Created(Created::Tag(Some("v1".to_owned()))))]
    #[case::created_what("CreateEvent", json!({"ref": "v1"}), EventPayload::Unknown { kind: "CreateEvent".to_owned() })]
    #[case::merged_today("PullRequestEvent", json!({"action": "merged", "pull_request": {"number": 7}}), pull_request(Action::Merged))]
    #[case::merged_once("PullRequestEvent", json!({"action": "closed", "number": 7, "pull_request": {"merged": true}}),
        pull_request(Action::Merged))]
    #[case::closed("PullRequestEvent", json!({"action": "closed", "number": 7}), pull_request(Action::Closed))]
    #[case::nothing("IssuesEvent", Value::Null, EventPayload::Issue { action: Action::Changed, number: None, title: None })]
    #[case::wiki("GollumEvent", json!({"pages": [{}, {}]}), EventPayload::EditedWiki { pages: 2 })]
    #[case::odd("ForkEvent", json!({"forkee": "not an object"}), EventPayload::Forked { into: None })]
    #[case::unknown("TeleportEvent", json!([1]), EventPayload::Unknown { kind: "TeleportEvent".to_owned() })]
    fn a_payload_says_what_it_says_and_no_more(
        #[case] kind: &str,
        #[case] payload: Value,
        #[case] expected: EventPayload,
    ) {
        assert_eq!(read_payload(kind, &payload), expected);
    }
}
