use serde::{Deserialize, Serialize};

use super::Timestamp;

/// Something the viewer did at GitHub in the last thirty days.
///
/// Source: GitHub REST "List events for the authenticated user" and "GitHub event types".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    /// `owner/name`.
    pub repository: String,
    /// Only the viewer, and who may see the repository, can know of it.
    pub private: bool,
    pub what: EventPayload,
}

/// What was done. GitHub trims payloads: whatever is missing is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventPayload {
    /// `commits` where GitHub still says how many.
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
    /// Pages of the wiki.
    EditedWiki {
        pages: u64,
    },
    Discussed {
        title: Option<String>,
    },
    Sponsored,
    /// A kind this program does not know, by GitHub's own name.
    Unknown {
        kind: String,
    },
}

/// What came into being.
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

/// What the viewer did lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The latest first.
    pub events: Vec<Event>,
    /// More is being gathered.
    pub gathering: bool,
    /// Organisations keep theirs back until the viewer passes their single sign-on.
    pub partial: bool,
}
