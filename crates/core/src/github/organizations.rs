use gatehouse_model::Organization;
use serde::Deserialize;

use super::{keyed::Keyed, paged::List, question::Question, read::given};

/// One element of `GET /user/orgs`; needs the scope `read:org`, else GitHub answers 403. A GitHub
/// App's token is told those that the application may see.
///
/// Source: GitHub REST "List organizations for the authenticated user".
#[derive(Deserialize)]
pub(super) struct OrganizationAnswer {
    login: String,
    description: Option<String>,
    #[serde(default)]
    avatar_url: String,
}

/// A hundred on a page, which is all there are for nearly everybody.
const PATH: &str = "/user/orgs?per_page=100";

/// A thousand organisations.
const MOST_PAGES: usize = 10;
const MOST_BYTES: usize = 1024 * 1024;

pub(super) fn list() -> List<Vec<OrganizationAnswer>, Organization> {
    let read = |page: Vec<OrganizationAnswer>| page.into_iter().map(Organization::from).collect();
    List { question: Question::get(PATH), read, most_pages: MOST_PAGES, most_bytes: MOST_BYTES }
}

impl Keyed for Organization {
    fn key(&self) -> impl std::hash::Hash + Eq {
        &self.login
    }
}

impl From<OrganizationAnswer> for Organization {
    fn from(answer: OrganizationAnswer) -> Self {
        Self { login: answer.login, description: given(answer.description), avatar_url: answer.avatar_url }
    }
}
