use serde::{Deserialize, Serialize};

use super::{AppError, Timestamp};

/// One repository, cut to what the list shows.
///
/// Source: GitHub REST "List repositories for the authenticated user".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repository {
    pub id: u64,
    pub name: String,
    /// `owner/name`.
    pub full_name: String,
    pub html_url: String,
    pub description: Option<String>,
    pub language: Option<String>,
    pub license: Option<String>,
    pub topics: Vec<String>,
    pub visibility: Visibility,
    pub fork: bool,
    pub archived: bool,
    pub template: bool,
    pub stars: u64,
    pub forks: u64,
    pub open_issues: u64,
    /// Null for a repository nobody has pushed to.
    pub pushed_at: Option<Timestamp>,
    pub created_at: Option<Timestamp>,
}

impl Repository {
    /// What a search looks at, in lower case: full name, description, language and topics. The server searches in it, and
    /// so does the browser in the rows it already holds; they must not disagree.
    #[must_use]
    pub fn search_text(&self) -> String {
        let description = self.description.as_deref().unwrap_or_default();
        let language = self.language.as_deref().unwrap_or_default();
        let mut parts = vec![self.full_name.as_str(), description, language];
        parts.extend(self.topics.iter().map(String::as_str));
        parts.retain(|part| !part.is_empty());
        parts.join(" ").to_lowercase()
    }
}

/// Who may see a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    Public,
    Private,
    /// Everyone in the owner's enterprise.
    Internal,
}

impl Visibility {
    /// Every one, in the order a menu shows them.
    pub const ALL: [Self; 3] = [Self::Public, Self::Private, Self::Internal];

    /// The word in the address.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Internal => "internal",
        }
    }
}

/// One page of the viewer's repositories, after searching and sorting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryPage {
    pub items: Vec<Repository>,
    /// From 1, at most `pages`.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// How many match the search.
    pub matched: u32,
    /// How many there are without it.
    pub total: u32,
    /// Every language there is, by name.
    pub languages: Vec<String>,
    /// About how many there will be; the rest is being gathered. None where everything is here.
    pub gathering: Option<u32>,
    /// What keeps GitHub from giving the rest, for now.
    pub stopped: Option<AppError>,
    /// GitHub has more than we keep; the list ends early.
    pub cut: bool,
    /// Organisations keep theirs back until the viewer passes their single sign-on.
    pub partial: bool,
}
