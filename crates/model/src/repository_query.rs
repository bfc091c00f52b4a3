use serde::{Deserialize, Serialize};

use super::{Repository, Visibility};

/// What `/repositories` is asked to show. Every unreadable part falls back to its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RepositoryQuery {
    /// Words that must all occur in the name, description, language or topics.
    pub q: String,
    pub sort: RepositorySort,
    /// From 1; 0 and absent mean 1.
    pub page: u32,
    /// By GitHub's name for it.
    pub language: Option<String>,
    pub kind: Option<RepositoryKind>,
    pub archived: Option<bool>,
    pub visibility: Option<Visibility>,
}

/// How a repository came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RepositoryKind {
    /// Neither of the others.
    Source,
    Fork,
    Template,
}

impl RepositoryKind {
    /// Every kind, in the order a menu shows them.
    pub const ALL: [Self; 3] = [Self::Source, Self::Fork, Self::Template];

    /// The word in the address.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Fork => "fork",
            Self::Template => "template",
        }
    }

    /// What `repository` is. A template made of a fork is a fork.
    #[must_use]
    pub fn of(repository: &Repository) -> Self {
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
    /// Every order, in the order a menu shows them.
    pub const ALL: [Self; 4] = [Self::Pushed, Self::Name, Self::Stars, Self::Created];

    /// The word in the address.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pushed => "pushed",
            Self::Name => "name",
            Self::Stars => "stars",
            Self::Created => "created",
        }
    }

    /// The order named `key`, else the default.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.key() == key).unwrap_or_default()
    }
}

impl RepositoryQuery {
    /// The longest search that is looked at, in characters.
    pub const LONGEST: usize = 100;

    /// From the parts of a query string, by their names.
    #[must_use]
    pub fn from_parts(part: impl Fn(&str) -> Option<String>) -> Self {
        let cut = |text: String| text.trim().chars().take(Self::LONGEST).collect::<String>();
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

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self { sort: self.sort, page: self.page, ..Self::default() }
    }

    /// Whether `repository` is of the language, kind, state and visibility asked for.
    #[must_use]
    pub fn admits(&self, repository: &Repository) -> bool {
        self.language.as_ref().is_none_or(|language| repository.language.as_ref() == Some(language))
            && self.kind.is_none_or(|kind| RepositoryKind::of(repository) == kind)
            && self.archived.is_none_or(|archived| repository.archived == archived)
            && self.visibility.is_none_or(|visibility| repository.visibility == visibility)
    }

    /// Whether every one of `words` occurs in `text`, which is a [`search_text`](super::Repository::search_text).
    ///
    /// Both are in lower case already: the browser has its own way to it, which saves it Rust's tables.
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
        assert_eq!(read(&[("q", &long)]).q.chars().count(), RepositoryQuery::LONGEST);
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
