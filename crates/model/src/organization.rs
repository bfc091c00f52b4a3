use serde::{Deserialize, Serialize};

/// An organisation the viewer belongs to.
///
/// Source: GitHub REST "List organizations for the authenticated user"; needs the scope `read:org`;
/// a GitHub App is told those that it may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    pub login: String,
    pub description: Option<String>,
    pub avatar_url: String,
}

/// Those that GitHub names, as far as they are here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organizations {
    pub list: Vec<Organization>,
    /// More is on its way from GitHub.
    pub gathering: bool,
    /// GitHub has more than are kept here.
    pub cut: bool,
    /// Some are kept back until the viewer passes their single sign-on.
    pub partial: bool,
}
