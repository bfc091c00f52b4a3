use std::hash::Hash;

use async_trait::async_trait;
use gatehouse_model::{self as model, Action, Created, Event, EventPayload, Fetched};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    GitHubError, Profile, Resource, SessionClient,
    list::List,
    request::ApiRequest,
    resource::{non_blank, timestamp},
};

/// The viewer's recent activity as far as it has been gathered, latest first.
#[derive(Clone, Copy, Debug)]
pub struct Activity;

#[async_trait]
impl Resource for Activity {
    type Value = model::Activity;

    const NAME: &'static str = "activity";

    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError> {
        // The current login: the one from the sign-in may belong to somebody else by now.
        let model::Profile { id, login, .. } = session.get(Profile).await?.value;
        let fetched = session.list(EventList { login }).await?;
        Ok(fetched.map(|entry| {
            let own = entry.value.items().filter(|listed| listed.actor == id);
            let events = own.map(|listed| listed.event.clone()).collect();
            model::Activity { events, gathering: entry.value.is_growing(), partial: entry.value.is_partial() }
        }))
    }
}

#[derive(Clone)]
struct EventList {
    login: String,
}

impl List for EventList {
    type Answer = Vec<EventAnswer>;
    type Item = ListedEvent;

    /// GitHub returns three hundred events at most, none older than thirty days.
    const MAX_PAGES: usize = 3;
    const MAX_BYTES: usize = 512 * 1024;
    const CACHE_BYTES: u64 = 8 * 1024 * 1024;

    fn request(&self) -> ApiRequest {
        ApiRequest::get(format!("/users/{}/events?per_page=100", self.login))
    }

    fn parse(page: Self::Answer) -> Vec<ListedEvent> {
        page.into_iter().filter_map(ListedEvent::parse).collect()
    }

    fn id(item: &ListedEvent) -> impl Hash + Eq {
        &item.id
    }
}

/// An event and its actor: a login can change hands between two requests, an id cannot.
#[derive(Serialize)]
struct ListedEvent {
    id: String,
    actor: u64,
    event: Event,
}

impl ListedEvent {
    /// `None` where the event's id, actor or time is missing.
    fn parse(answer: EventAnswer) -> Option<Self> {
        let event = Event {
            at: timestamp(answer.created_at.as_deref())?,
            repository: answer.repo.and_then(|repo| repo.name).unwrap_or_default(),
            private: !answer.public,
            what: parse_payload(&non_blank(answer.kind).unwrap_or_default(), &answer.payload),
        };
        Some(Self { id: answer.id?, actor: answer.actor?.id?, event })
    }
}

/// One element of `GET /users/{login}/events`.
///
/// Source: GitHub REST "List events for the authenticated user".
#[derive(Deserialize)]
struct EventAnswer {
    id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    actor: Option<ActorAnswer>,
    repo: Option<EventRepositoryAnswer>,
    #[serde(default)]
    payload: Value,
    #[serde(default)]
    public: bool,
    created_at: Option<String>,
}

#[derive(Deserialize)]
struct ActorAnswer {
    id: Option<u64>,
}

#[derive(Deserialize)]
struct EventRepositoryAnswer {
    name: Option<String>,
}

/// What an event of this type reports. GitHub trims payloads (changelog 2025-08-08), so every part may be missing; an
/// unknown type keeps GitHub's name.
///
/// Source: GitHub REST "GitHub event types".
fn parse_payload(kind: &str, payload: &Value) -> EventPayload {
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

/// Since October 2025 `merged` is an action of its own; before, it was a flag of `closed`.
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
    use serde_json::json;

    use super::*;

    #[test]
    fn an_incomplete_event_is_skipped_without_the_others() {
        let event =
            |actor, repo| json!({"id": "1", "actor": actor, "repo": repo, "created_at": "2026-01-01T00:00:00Z"});
        let page = json!([
            event(json!({"id": 7}), json!({"name": "octocat/tide"})),
            event(json!({"login": "octocat"}), json!({"name": "octocat/reef"})),
            event(json!({"id": 7}), json!({"name": null})),
        ]);
        let events = EventList::parse(serde_json::from_value(page).expect("events"));
        let repositories: Vec<_> = events.iter().map(|listed| listed.event.repository.as_str()).collect();
        assert_eq!(repositories, ["octocat/tide", ""]);
    }

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
    fn a_payload_is_read_as_far_as_it_is_there(
        #[case] kind: &str,
        #[case] payload: Value,
        #[case] expected: EventPayload,
    ) {
        assert_eq!(parse_payload(kind, &payload), expected);
    }
}
