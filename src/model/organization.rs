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
