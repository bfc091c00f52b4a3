use serde::{Deserialize, Serialize};

/// The signed-in person, as far as a page may know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// GitHub's name for them today. It can change hands: never a key.
    pub login: String,
    /// The name they chose to show, if any.
    pub name: Option<String>,
    /// Where their picture is.
    pub avatar_url: String,
}

impl Viewer {
    /// The name to greet them by: the chosen one, else the login.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&self.login)
    }
}
