use gatehouse_model::Repository;

use super::{paged::List, question::Question, repository::RepositoryAnswer};

/// Everything the viewer owns, works on with others or sees through an organisation.
const PATH: &str = "/user/repos?per_page=100&sort=pushed";

/// Five thousand repositories.
const MOST_PAGES: usize = 50;

/// An eighth of what the cache may hold in all.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The viewer's repositories, the last pushed first.
pub(super) fn list() -> List<Vec<RepositoryAnswer>, Repository> {
    let read = |page: Vec<RepositoryAnswer>| page.into_iter().map(Repository::from).collect();
    List { question: Question::get(PATH), read, most_pages: MOST_PAGES, most_bytes: MOST_BYTES }
}
