use serde::Deserialize;
use serde_json::Value;

use super::{
    paged::List,
    payload::deed,
    question::Question,
    read::{given, moment},
};
use crate::model::Happening;

/// GitHub gives three hundred events at most, none older than thirty days.
const MOST_PAGES: usize = 3;
const MOST_BYTES: usize = 512 * 1024;

/// One element of `GET /users/{login}/events`.
///
/// Source: GitHub REST "List events for the authenticated user".
#[derive(Deserialize)]
pub(super) struct EventAnswer {
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
    id: u64,
}

#[derive(Deserialize)]
struct RepoAnswer {
    #[serde(default)]
    name: String,
}

/// An event, and whose it is: a login can change hands between two questions, an id cannot.
#[derive(serde::Serialize)]
pub(super) struct Event {
    pub(super) actor: u64,
    pub(super) happening: Happening,
}

/// What `login` did, the latest first.
pub(super) fn list(login: &str) -> List<Vec<EventAnswer>, Event> {
    let read = |page: Vec<EventAnswer>| page.into_iter().filter_map(event).collect();
    let question = Question::get(format!("/users/{login}/events?per_page=100"));
    List { question, read, most_pages: MOST_PAGES, most_bytes: MOST_BYTES }
}

/// None where it is not said who did it, or when.
fn event(answer: EventAnswer) -> Option<Event> {
    let happening = Happening {
        at: moment(answer.created_at.as_deref())?,
        repository: answer.repo.map(|repo| repo.name).unwrap_or_default(),
        private: !answer.public,
        what: deed(&given(answer.kind).unwrap_or_default(), &answer.payload),
    };
    Some(Event { actor: answer.actor?.id, happening })
}
