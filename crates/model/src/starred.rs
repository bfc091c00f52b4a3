use serde::{Deserialize, Serialize};

use super::Timestamp;

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

/// One page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stars {
    /// The latest first.
    pub items: Vec<Star>,
    /// From 1, at most `pages`.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// How many there are, as far as gathered.
    pub total: u32,
    /// More is being gathered.
    pub gathering: bool,
    /// GitHub has more than we keep; the list ends early.
    pub cut: bool,
    /// Organisations keep theirs back until the viewer passes their single sign-on.
    pub partial: bool,
}
