use serde::{Deserialize, Serialize};

/// What `/repositories` is asked to show. Every unreadable part falls back to its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryQuery {
    /// Words that must all occur in the name, description, language or topics.
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub sort: RepositorySort,
    /// From 1; 0 and absent mean 1.
    #[serde(default)]
    pub page: u32,
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

    /// From the parts of a query string.
    #[must_use]
    pub fn from_parts(q: Option<&str>, sort: Option<&str>, page: Option<&str>) -> Self {
        Self {
            q: q.unwrap_or_default().trim().chars().take(Self::LONGEST).collect(),
            sort: sort.map(RepositorySort::from_key).unwrap_or_default(),
            page: page.and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
        }
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
    use super::{RepositoryQuery, RepositorySort};

    #[test]
    fn an_unreadable_part_is_its_default() {
        let query = RepositoryQuery::from_parts(Some("  rust  "), Some("size"), Some("-3"));
        assert_eq!(query, RepositoryQuery { q: "rust".into(), sort: RepositorySort::Pushed, page: 1 });
        let long = "ß".repeat(500);
        assert_eq!(RepositoryQuery::from_parts(Some(&long), None, None).q.chars().count(), RepositoryQuery::LONGEST);
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
