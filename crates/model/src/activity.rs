use serde::{Deserialize, Serialize};

use super::Timestamp;

/// Something the viewer did at GitHub in the last 30 days.
///
/// Source: GitHub REST "List events for the authenticated user" and "GitHub event types".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    /// `owner/name`.
    pub repository: String,
    /// Visible only to people with access to the repository.
    pub private: bool,
    pub what: EventPayload,
}

/// What happened. GitHub trims payloads, hence the `Option`s.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventPayload {
    Pushed {
        branch: Option<String>,
        commits: Option<u64>,
    },
    Created(Created),
    /// A branch or tag was deleted.
    Deleted {
        name: Option<String>,
    },
    PullRequest {
        action: Action,
        number: Option<u64>,
        title: Option<String>,
    },
    Reviewed {
        number: Option<u64>,
        title: Option<String>,
    },
    Issue {
        action: Action,
        number: Option<u64>,
        title: Option<String>,
    },
    /// On an issue or a pull request.
    Commented {
        number: Option<u64>,
        title: Option<String>,
    },
    CommentedOnCommit,
    /// `owner/name` of the new repository.
    Forked {
        into: Option<String>,
    },
    Starred,
    Released {
        name: Option<String>,
    },
    MadePublic,
    AddedMember {
        login: Option<String>,
    },
    /// Wiki pages.
    EditedWiki {
        pages: u64,
    },
    Discussed {
        title: Option<String>,
    },
    Sponsored,
    /// An event type this program does not know, by GitHub's name.
    Unknown {
        kind: String,
    },
}

/// What was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Created {
    Repository,
    Branch(Option<String>),
    Tag(Option<String>),
}

/// What was done to an issue or a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    Opened,
    Closed,
    Reopened,
    Merged,
    /// Labelled, assigned, edited and the like.
    Changed,
}

/// The viewer's recent events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Latest first.
    pub events: Vec<Event>,
    /// More are being fetched.
    pub gathering: bool,
    /// Some are withheld until the viewer passes an organisation's single sign-on.
    pub partial: bool,
}

/// A repository the viewer has starred.
///
/// Source: GitHub REST "List repositories starred by the authenticated user", with `star+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Star {
    pub starred_at: Option<Timestamp>,
    /// `owner/name`.
    pub full_name: String,
    pub html_url: String,
    pub description: Option<String>,
    pub language: Option<String>,
    pub stars: u64,
}

/// One page of stars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stars {
    /// Latest first.
    pub items: Vec<Star>,
    /// From 1, at most `pages`.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// How many have been fetched so far.
    pub total: u32,
    /// More are being fetched.
    pub gathering: bool,
    /// There are more than we keep, so the list ends early.
    pub cut: bool,
    /// Some are withheld until the viewer passes an organisation's single sign-on.
    pub partial: bool,
}
