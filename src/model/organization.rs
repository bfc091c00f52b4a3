use serde::{Deserialize, Serialize};

/// An organisation the viewer belongs to.
///
/// Source: GitHub REST "List organizations for the authenticated user"; needs the scope `read:org`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    pub login: String,
    pub description: Option<String>,
    pub avatar_url: String,
}

/// All of them that GitHub names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organizations {
    pub list: Vec<Organization>,
    /// Some are kept back until the viewer passes their single sign-on.
    pub partial: bool,
}
