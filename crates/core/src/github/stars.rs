use gatehouse_model::{Star, Stars};
use serde::Deserialize;

use super::{
    keyed::Keyed,
    paged::{List, Paged},
    question::Question,
    read::{given, timestamp},
};

const PATH: &str = "/user/starred?per_page=100&sort=created";

/// With it each element says when it was starred (REST "List repositories starred by the authenticated user").
const WITH_TIMES: &str = "application/vnd.github.star+json";

/// A thousand stars.
const MOST_PAGES: usize = 10;
const MOST_BYTES: usize = 1024 * 1024;

/// Rows on a page.
const PER_PAGE: usize = 30;

#[derive(Deserialize)]
pub(super) struct StarAnswer {
    starred_at: Option<String>,
    repo: StarredAnswer,
}

#[derive(Deserialize)]
struct StarredAnswer {
    full_name: String,
    #[serde(default)]
    html_url: String,
    description: Option<String>,
    language: Option<String>,
    #[serde(default)]
    stargazers_count: u64,
}

/// What the viewer has starred, the latest first.
pub(super) fn list() -> List<Vec<StarAnswer>, Star> {
    let read = |page: Vec<StarAnswer>| page.into_iter().map(Star::from).collect();
    List { question: Question::get(PATH).accepting(WITH_TIMES), read, most_pages: MOST_PAGES, most_bytes: MOST_BYTES }
}

/// The page numbered `page`, from 1.
pub(super) fn page(list: &Paged<Star>, page: u32) -> Stars {
    let total = list.items().count();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let pages = count(total.div_ceil(PER_PAGE)).max(1);
    let page = page.clamp(1, pages);
    let items = list.items().skip(PER_PAGE * (page as usize - 1)).take(PER_PAGE).cloned().collect();
    Stars {
        items,
        page,
        pages,
        total: count(total),
        gathering: list.wants_more(),
        cut: list.cut,
        partial: list.is_partial(),
    }
}

impl Keyed for Star {
    fn key(&self) -> impl std::hash::Hash + Eq {
        &self.full_name
    }
}

impl From<StarAnswer> for Star {
    fn from(StarAnswer { starred_at, repo }: StarAnswer) -> Self {
        Self {
            starred_at: timestamp(starred_at.as_deref()),
            full_name: repo.full_name,
            html_url: repo.html_url,
            description: given(repo.description),
            language: given(repo.language),
            stars: repo.stargazers_count,
        }
    }
}
