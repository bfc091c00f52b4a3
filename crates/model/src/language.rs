use serde::{Deserialize, Serialize};

/// The languages of a viewer's repositories, each repository counted once, by the language GitHub names for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    /// The most common first.
    pub shares: Vec<LanguageShare>,
    /// Repositories with a language.
    pub counted: u32,
    /// Repositories without one.
    pub without: u32,
    /// Whether every repository is counted; else the list is still being gathered, is cut, or has parts that organisations
    /// keep back.
    pub complete: bool,
}

/// One language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageShare {
    pub name: String,
    pub repositories: u32,
    /// Of those with a language, in thousandths.
    pub permille: u32,
}
