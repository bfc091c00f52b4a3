use gatehouse_model::Event;
use serde::Deserialize;
use serde_json::Value;

use super::{
    keyed::Keyed,
    paged::List,
    payload::read_payload,
    question::Question,
    read::{given, timestamp},
};

/// GitHub gives three hundred events at most, none older than thirty days.
const MOST_PAGES: usize = 3;
const MOST_BYTES: usize = 512 * 1024;

/// One element of `GET /users/{login}/events`.
///
/// Source: GitHub REST "List events for the authenticated user".
#[derive(Deserialize)]
pub(super) struct EventAnswer {
    id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    actor: Option<ActorAnswer>,
    repo: Option<RepoAnswer>,
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
struct RepoAnswer {
    name: Option<String>,
}

/// An event, and whose it is: a login can change hands between two questions, an id cannot.
#[derive(serde::Serialize)]
pub(super) struct ListedEvent {
    id: String,
    pub(super) actor: u64,
    pub(super) event: Event,
}

/// What `login` did, the latest first.
pub(super) fn list(login: &str) -> List<Vec<EventAnswer>, ListedEvent> {
    let read = |page: Vec<EventAnswer>| page.into_iter().filter_map(event).collect();
    let question = Question::get(format!("/users/{login}/events?per_page=100"));
    List { question, read, most_pages: MOST_PAGES, most_bytes: MOST_BYTES }
}

impl Keyed for ListedEvent {
    fn key(&self) -> impl std::hash::Hash + Eq {
        &self.id
    }
}

/// None where it is not said which event this is, who did it, or when.
fn event(answer: EventAnswer) -> Option<ListedEvent> {
    let event = Event {
        at: timestamp(answer.created_at.as_deref())?,
        repository: answer.repo.and_then(|repo| repo.name).unwrap_or_default(),
        private: !answer.public,
        what: read_payload(&given(answer.kind).unwrap_or_default(), &answer.payload),
    };
    Some(ListedEvent { id: answer.id?, actor: answer.actor?.id?, event })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::list;

    #[test]
    fn an_event_that_says_too_little_takes_no_other_with_it() {
        let event =
            |actor, repo| json!({"id": "1", "actor": actor, "repo": repo, "created_at": "2026-01-01T00:00:00Z"});
        let page = json!([
            event(json!({"id": 7}), json!({"name": "octocat/tide"})),
            event(json!({"login": "octocat"}), json!({"name": "octocat/reef"})),
            event(json!({"id": 7}), json!({"name": null})),
        ]);
        let read = (list("octocat").read)(serde_json::from_value(page).expect("events"));
        let repositories: Vec<_> = read.iter().map(|event| event.event.repository.as_str()).collect();
        assert_eq!(repositories, ["octocat/tide", ""]);
    }
}
