use serde::{Deserialize, Serialize};

use super::{AppError, Timestamp};

/// One repository, reduced to what the list shows.
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
    /// `None` if nobody has pushed to it.
    pub pushed_at: Option<Timestamp>,
    pub created_at: Option<Timestamp>,
}

impl Repository {
    /// The text that searches match against, in lower case: full name, description, language and topics. Shared by the
    /// server and the filter in the browser, which must agree.
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
    /// In menu order.
    pub const ALL: [Self; 3] = [Self::Public, Self::Private, Self::Internal];

    /// Its name in query strings.
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
    /// How many match the query.
    pub matched: u32,
    /// How many there are in all.
    pub total: u32,
    /// Every language that occurs, by name.
    pub languages: Vec<String>,
    /// The estimated total while the rest is being fetched; `None` once everything is here.
    pub gathering: Option<u32>,
    /// What currently prevents fetching the rest.
    pub stopped: Option<AppError>,
    /// There are more than we keep, so the list ends early.
    pub cut: bool,
    /// Some are withheld until the viewer passes an organisation's single sign-on.
    pub partial: bool,
}

/// The query of `/repositories`. Every part that can't be parsed falls back to its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RepositoryQuery {
    /// Words that must all occur in [`Repository::search_text`].
    pub q: String,
    pub sort: RepositorySort,
    /// From 1; 0 and absent mean 1.
    pub page: u32,
    /// By its name at GitHub.
    pub language: Option<String>,
    pub kind: Option<RepositoryKind>,
    pub archived: Option<bool>,
    pub visibility: Option<Visibility>,
}

/// How a repository came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RepositoryKind {
    /// Neither a fork nor a template.
    Source,
    Fork,
    Template,
}

impl RepositoryKind {
    /// In menu order.
    pub const ALL: [Self; 3] = [Self::Source, Self::Fork, Self::Template];

    /// Its name in query strings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Fork => "fork",
            Self::Template => "template",
        }
    }

    /// The kind of `repository`. A fork that is also a template counts as a fork.
    #[must_use]
    pub fn from_repository(repository: &Repository) -> Self {
        match (repository.fork, repository.template) {
            (true, _) => Self::Fork,
            (false, true) => Self::Template,
            (false, false) => Self::Source,
        }
    }
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RepositorySort {
    /// The last push first.
    #[default]
    Pushed,
    Name,
    /// The most stars first.
    Stars,
    /// The newest first.
    Created,
}

impl RepositorySort {
    /// In menu order.
    pub const ALL: [Self; 4] = [Self::Pushed, Self::Name, Self::Stars, Self::Created];

    /// Its name in query strings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pushed => "pushed",
            Self::Name => "name",
            Self::Stars => "stars",
            Self::Created => "created",
        }
    }

    /// The order named `key`, or the default.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.key() == key).unwrap_or_default()
    }
}

impl RepositoryQuery {
    /// Longer searches are truncated.
    pub const MAX_SEARCH_CHARS: usize = 100;

    /// Reads the parts of a query string by name.
    #[must_use]
    pub fn from_parts(part: impl Fn(&str) -> Option<String>) -> Self {
        let cut = |text: String| text.trim().chars().take(Self::MAX_SEARCH_CHARS).collect::<String>();
        let named = |name: &str| part(name).unwrap_or_default();
        Self {
            q: cut(named("q")),
            sort: RepositorySort::from_key(&named("sort")),
            page: named("page").parse().unwrap_or(1).max(1),
            language: part("language").map(cut).filter(|language| !language.is_empty()),
            kind: RepositoryKind::ALL.into_iter().find(|kind| kind.key() == named("kind")),
            archived: match named("archived").as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            visibility: Visibility::ALL.into_iter().find(|visibility| visibility.key() == named("visibility")),
        }
    }

    /// Whether any filter is set.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self { sort: self.sort, page: self.page, ..Self::default() }
    }

    /// Whether `repository` has the language, kind, archived state and visibility asked for.
    #[must_use]
    pub fn admits(&self, repository: &Repository) -> bool {
        self.language.as_ref().is_none_or(|language| repository.language.as_ref() == Some(language))
            && self.kind.is_none_or(|kind| RepositoryKind::from_repository(repository) == kind)
            && self.archived.is_none_or(|archived| repository.archived == archived)
            && self.visibility.is_none_or(|visibility| repository.visibility == visibility)
    }

    /// Whether all of `words` occur in `text`, a [`Repository::search_text`].
    ///
    /// Both must be in lower case. The browser uses JavaScript for that, which keeps Rust's Unicode tables out of the
    /// WASM.
    #[must_use]
    pub fn found_in(words: &str, text: &str) -> bool {
        words.split_whitespace().all(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::RepositoryQuery;

    fn read(parts: &[(&str, &str)]) -> RepositoryQuery {
        let part = |name: &str| Some(parts.iter().find(|(key, _)| *key == name)?.1.to_owned());
        RepositoryQuery::from_parts(part)
    }

    #[test]
    fn an_unreadable_part_is_its_default() {
        let query = read(&[("q", "  rust  "), ("sort", "size"), ("page", "-3"), ("kind", "x"), ("archived", "maybe")]);
        assert_eq!(query, RepositoryQuery { q: "rust".into(), page: 1, ..RepositoryQuery::default() });
        assert!(query.narrows() && !read(&[("sort", "name"), ("page", "9"), ("language", " ")]).narrows());
        let long = "ß".repeat(500);
        assert_eq!(read(&[("q", &long)]).q.chars().count(), RepositoryQuery::MAX_SEARCH_CHARS);
    }

    #[test]
    fn every_word_must_occur() {
        let text = "hello-world my first one rust cli";
        let found = |words| RepositoryQuery::found_in(words, text);
        assert!(found(""));
        assert!(found("  rust  hello "));
        assert!(!found("rust python"));
    }
}
