use std::hash::Hash;

use async_trait::async_trait;
use gatehouse_model::{self as model, Fetched, Organization};
use serde::Deserialize;

use super::{GitHubError, Resource, SessionClient, list::List, request::ApiRequest, resource::non_blank};

/// The organisations the viewer belongs to, as far as they are gathered.
#[derive(Clone, Copy, Debug)]
pub struct Organizations;

#[async_trait]
impl Resource for Organizations {
    type Value = model::Organizations;

    const NAME: &'static str = "organizations";

    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError> {
        let fetched = session.list(OrganizationList).await?;
        Ok(fetched.map(|entry| model::Organizations {
            list: entry.value.items().cloned().collect(),
            gathering: entry.value.is_growing(),
            cut: entry.value.cut,
            partial: entry.value.is_partial(),
        }))
    }
}

#[derive(Clone)]
struct OrganizationList;

impl List for OrganizationList {
    type Answer = Vec<OrganizationAnswer>;
    type Item = Organization;

    /// A thousand organisations.
    const MAX_PAGES: usize = 10;
    const MAX_BYTES: usize = 1024 * 1024;
    const CACHE_BYTES: u64 = 4 * 1024 * 1024;

    /// Nearly everybody's organisations fit on one page of a hundred.
    fn request(&self) -> ApiRequest {
        ApiRequest::get("/user/orgs?per_page=100")
    }

    fn parse(page: Self::Answer) -> Vec<Organization> {
        page.into_iter().map(Organization::from).collect()
    }

    fn id(item: &Organization) -> impl Hash + Eq {
        &item.login
    }
}

/// One element of `GET /user/orgs`, which needs the scope `read:org`; without it GitHub answers 403. A GitHub App's token
/// lists the organisations that the application may see.
///
/// Source: GitHub REST "List organizations for the authenticated user".
#[derive(Deserialize)]
struct OrganizationAnswer {
    login: String,
    description: Option<String>,
    #[serde(default)]
    avatar_url: String,
}

impl From<OrganizationAnswer> for Organization {
    fn from(answer: OrganizationAnswer) -> Self {
        Self { login: answer.login, description: non_blank(answer.description), avatar_url: answer.avatar_url }
    }
}
