use serde::Deserialize;

use super::{question::Question, read::given};
use crate::model::Organization;

/// One element of `GET /user/orgs`; needs the scope `read:org`, else GitHub answers 403.
///
/// Source: GitHub REST "List organizations for the authenticated user".
#[derive(Deserialize)]
pub(super) struct OrganizationAnswer {
    login: String,
    description: Option<String>,
    #[serde(default)]
    avatar_url: String,
}

/// A hundred is more than anyone reads on a profile.
pub(super) fn question() -> Question {
    Question::get("/user/orgs?per_page=100")
}

pub(super) fn read(answer: Vec<OrganizationAnswer>) -> Vec<Organization> {
    let organization = |answer: OrganizationAnswer| Organization {
        login: answer.login,
        description: given(answer.description),
        avatar_url: answer.avatar_url,
    };
    answer.into_iter().map(organization).collect()
}
