use std::hash::Hash;

use async_trait::async_trait;
use gatehouse_model::{self as model, Fetched, Star};
use serde::Deserialize;

use super::{
    GitHubError, Resource, SessionClient,
    list::{List, Paged},
    request::ApiRequest,
    resource::{non_blank, timestamp},
};

/// Rows on a page.
const PER_PAGE: usize = 30;

/// One page of what the viewer has starred, as far as it is gathered, latest first.
#[derive(Clone, Copy, Debug)]
pub struct Stars {
    /// From 1.
    pub page: u32,
}

#[async_trait]
impl Resource for Stars {
    type Value = model::Stars;

    const NAME: &'static str = "stars";

    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError> {
        Ok(session.list(StarList).await?.map(|entry| paginate(&entry.value, self.page)))
    }
}

fn paginate(list: &Paged<StarList>, page: u32) -> model::Stars {
    let total = list.items().count();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let pages = count(total.div_ceil(PER_PAGE)).max(1);
    let page = page.clamp(1, pages);
    let items = list.items().skip(PER_PAGE * (page as usize - 1)).take(PER_PAGE).cloned().collect();
    model::Stars {
        items,
        page,
        pages,
        total: count(total),
        gathering: list.is_growing(),
        cut: list.cut,
        partial: list.is_partial(),
    }
}

#[derive(Clone)]
struct StarList;

impl List for StarList {
    type Answer = Vec<StarAnswer>;
    type Item = Star;

    /// A thousand stars.
    const MAX_PAGES: usize = 10;
    const MAX_BYTES: usize = 1024 * 1024;
    const CACHE_BYTES: u64 = 8 * 1024 * 1024;

    fn request(&self) -> ApiRequest {
        ApiRequest::get("/user/starred?per_page=100&sort=created").accepting(WITH_TIMES)
    }

    fn parse(page: Self::Answer) -> Vec<Star> {
        page.into_iter().map(Star::from).collect()
    }

    fn id(item: &Star) -> impl Hash + Eq {
        &item.full_name
    }
}

/// With this media type each element says when it was starred (REST "List repositories starred by the authenticated
/// user").
const WITH_TIMES: &str = "application/vnd.github.star+json";

#[derive(Deserialize)]
struct StarAnswer {
    starred_at: Option<String>,
    repo: StarredRepositoryAnswer,
}

#[derive(Deserialize)]
struct StarredRepositoryAnswer {
    full_name: String,
    #[serde(default)]
    html_url: String,
    description: Option<String>,
    language: Option<String>,
    #[serde(default)]
    stargazers_count: u64,
}

impl From<StarAnswer> for Star {
    fn from(StarAnswer { starred_at, repo }: StarAnswer) -> Self {
        Self {
            starred_at: timestamp(starred_at.as_deref()),
            full_name: repo.full_name,
            html_url: repo.html_url,
            description: non_blank(repo.description),
            language: non_blank(repo.language),
            stars: repo.stargazers_count,
        }
    }
}
