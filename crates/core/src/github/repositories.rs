use std::{cmp::Reverse, collections::BTreeSet, hash::Hash};

use async_trait::async_trait;
use gatehouse_model::{AppError, Fetched, Repository, RepositoryPage, RepositoryQuery, RepositorySort, Visibility};
use serde::Deserialize;

use super::{
    GitHubError, Resource, SessionClient,
    list::List,
    request::ApiRequest,
    resource::{non_blank, timestamp},
};

/// Rows on a page.
const PER_PAGE: usize = 30;

/// One page of the viewer's repositories, as far as they are gathered.
#[derive(Clone, Debug)]
pub struct Repositories {
    pub query: RepositoryQuery,
}

#[async_trait]
impl Resource for Repositories {
    type Value = RepositoryPage;

    const NAME: &'static str = "repositories";

    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError> {
        let fetched = session.list(RepositoryList).await?;
        Ok(fetched.map(|entry| {
            let list = &entry.value;
            let gathering = list.is_growing().then(|| count(list.estimated_len()));
            let failure = gathering.and_then(|_| list.gathering.failure(session.now()));
            RepositoryPage {
                gathering,
                stopped: failure.map(AppError::from),
                cut: list.cut,
                partial: list.is_partial(),
                ..paginate(list.items(), &self.query)
            }
        }))
    }
}

/// The content of a download: every repository that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub repositories: Vec<Repository>,
    /// There may be more: the list is cut at its bound, or organisations withhold some of it.
    pub truncated: bool,
}

impl Selection {
    /// Waits until the list is gathered to its end.
    ///
    /// # Errors
    ///
    /// As [`Resource::load`], or why the gathering has stopped.
    pub async fn load(query: &RepositoryQuery, session: &SessionClient) -> Result<Self, GitHubError> {
        let entry = session.complete_list(RepositoryList).await?;
        let repositories = matching(entry.value.items(), query).into_iter().cloned().collect();
        Ok(Self { repositories, truncated: entry.value.cut || entry.value.is_partial() })
    }
}

/// Every repository that the viewer owns, collaborates on or has access to through an organisation; last pushed first.
#[derive(Clone)]
pub(super) struct RepositoryList;

impl List for RepositoryList {
    type Answer = Vec<RepositoryAnswer>;
    type Item = Repository;

    /// Five thousand repositories.
    const MAX_PAGES: usize = 50;
    /// An eighth of the cache.
    const MAX_BYTES: usize = 4 * 1024 * 1024;
    const CACHE_BYTES: u64 = 32 * 1024 * 1024;

    fn request(&self) -> ApiRequest {
        ApiRequest::get("/user/repos?per_page=100&sort=pushed")
    }

    fn parse(page: Self::Answer) -> Vec<Repository> {
        page.into_iter().map(Repository::from).collect()
    }

    fn id(item: &Repository) -> impl Hash + Eq {
        item.id
    }
}

/// The repositories that match `query`, in its order.
fn matching<'a>(all: impl Iterator<Item = &'a Repository>, query: &RepositoryQuery) -> Vec<&'a Repository> {
    // The query comes straight from the request, so its length is bounded here.
    let words = query.q.chars().take(RepositoryQuery::MAX_SEARCH_CHARS).collect::<String>().to_lowercase();
    let contains_words =
        |repository: &&Repository| words.is_empty() || RepositoryQuery::found_in(&words, &repository.search_text());
    let mut selected: Vec<&Repository> =
        all.filter(|repository| query.admits(repository)).filter(contains_words).collect();
    match query.sort {
        RepositorySort::Pushed => selected.sort_by_key(|repository| Reverse(repository.pushed_at)),
        RepositorySort::Name => selected.sort_by_cached_key(|repository| repository.name.to_lowercase()),
        RepositorySort::Stars => selected.sort_by_key(|repository| Reverse(repository.stars)),
        RepositorySort::Created => selected.sort_by_key(|repository| Reverse(repository.created_at)),
    }
    selected
}

fn paginate<'a>(all: impl Iterator<Item = &'a Repository> + Clone, query: &RepositoryQuery) -> RepositoryPage {
    let languages: BTreeSet<&String> = all.clone().filter_map(|repository| repository.language.as_ref()).collect();
    let total = count(all.clone().count());
    let found = matching(all, query);
    let pages = count(found.len().div_ceil(PER_PAGE)).max(1);
    let page = query.page.clamp(1, pages);
    let skipped = PER_PAGE * (page as usize - 1);
    RepositoryPage {
        items: found.iter().skip(skipped).take(PER_PAGE).map(|&repository| repository.clone()).collect(),
        page,
        pages,
        matched: count(found.len()),
        total,
        languages: languages.into_iter().cloned().collect(),
        gathering: None,
        stopped: None,
        cut: false,
        partial: false,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// One element of `GET /user/repos`, as far as we read it.
///
/// Source: GitHub REST "List repositories for the authenticated user".
#[derive(Deserialize)]
pub(super) struct RepositoryAnswer {
    id: u64,
    name: String,
    #[serde(default)]
    full_name: String,
    #[serde(default)]
    html_url: String,
    description: Option<String>,
    language: Option<String>,
    license: Option<LicenseAnswer>,
    #[serde(default)]
    topics: Vec<String>,
    visibility: Option<Visibility>,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    fork: bool,
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    is_template: bool,
    #[serde(default)]
    stargazers_count: u64,
    #[serde(default)]
    forks_count: u64,
    #[serde(default)]
    open_issues_count: u64,
    pushed_at: Option<String>,
    created_at: Option<String>,
}

#[derive(Deserialize)]
struct LicenseAnswer {
    name: Option<String>,
    spdx_id: Option<String>,
}

impl From<RepositoryAnswer> for Repository {
    fn from(answer: RepositoryAnswer) -> Self {
        let visibility = if answer.private { Visibility::Private } else { Visibility::Public };
        let license = answer.license.and_then(|license| match license.spdx_id.as_deref() {
            None | Some("NOASSERTION" | "") => license.name,
            Some(_) => license.spdx_id,
        });
        Self {
            id: answer.id,
            name: answer.name,
            full_name: answer.full_name,
            html_url: answer.html_url,
            description: non_blank(answer.description),
            language: non_blank(answer.language),
            license,
            topics: answer.topics,
            visibility: answer.visibility.unwrap_or(visibility),
            fork: answer.fork,
            archived: answer.archived,
            template: answer.is_template,
            stars: answer.stargazers_count,
            forks: answer.forks_count,
            open_issues: answer.open_issues_count,
            pushed_at: timestamp(answer.pushed_at.as_deref()),
            created_at: timestamp(answer.created_at.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{RepositoryKind, Timestamp};

    use super::*;

    fn repository(number: u64, name: &str, language: &str) -> Repository {
        Repository {
            id: number,
            name: name.to_owned(),
            full_name: format!("octocat/{name}"),
            html_url: String::new(),
            description: None,
            language: Some(language.to_owned()),
            license: None,
            topics: vec!["tide".to_owned()],
            visibility: Visibility::Public,
            fork: false,
            archived: false,
            template: false,
            stars: number % 7,
            forks: 0,
            open_issues: 0,
            pushed_at: (!number.is_multiple_of(3)).then(|| Timestamp(i64::try_from(number).unwrap_or_default())),
            created_at: None,
        }
    }

    fn query(q: &str, sort: RepositorySort, page: u32) -> RepositoryQuery {
        RepositoryQuery { q: q.to_owned(), sort, page, ..RepositoryQuery::default() }
    }

    #[test]
    fn every_word_must_occur_somewhere() {
        let all = [repository(1, "harbour", "Rust"), repository(2, "Lighthouse", "Go")];
        let names = |q: &str| {
            let page = paginate(all.iter(), &query(q, RepositorySort::Name, 1));
            page.items.into_iter().map(|repository| repository.name).collect::<Vec<_>>()
        };
        assert_eq!(names("RUST tide"), ["harbour"]);
        assert_eq!(names("light go"), ["Lighthouse"]);
        assert_eq!(names("  "), ["harbour", "Lighthouse"]);
        assert!(names("rust go").is_empty());
    }

    #[test]
    fn filters_narrow_together() {
        let mut all = [repository(1, "harbour", "Rust"), repository(2, "tide", "Rust"), repository(3, "reef", "Go")];
        all[1].archived = true;
        all[2].fork = true;
        let names = |query: &RepositoryQuery| {
            let page = paginate(all.iter(), query);
            assert_eq!((page.total, page.languages), (3, vec!["Go".to_owned(), "Rust".to_owned()]));
            page.items.into_iter().map(|repository| repository.name).collect::<Vec<_>>()
        };
        let any = RepositoryQuery { sort: RepositorySort::Name, ..RepositoryQuery::default() };
        let rust = RepositoryQuery { language: Some("Rust".to_owned()), ..any.clone() };
        assert_eq!(names(&rust), ["harbour", "tide"]);
        assert_eq!(names(&RepositoryQuery { archived: Some(false), ..rust }), ["harbour"]);
        assert_eq!(names(&RepositoryQuery { kind: Some(RepositoryKind::Fork), ..any.clone() }), ["reef"]);
        assert!(names(&RepositoryQuery { visibility: Some(Visibility::Private), ..any }).is_empty());
    }

    #[test]
    fn a_page_past_the_end_is_the_last_page() {
        let all: Vec<_> = (0..65).map(|number| repository(number, &format!("r{number:02}"), "C")).collect();
        let page = paginate(all.iter(), &query("", RepositorySort::Name, 99));
        assert_eq!((page.page, page.pages, page.items.len(), page.matched), (3, 3, 5, 65));
    }

    #[test]
    fn repositories_never_pushed_come_last() {
        let all: Vec<_> = (1..7).map(|number| repository(number, "r", "C")).collect();
        let page = paginate(all.iter(), &query("", RepositorySort::Pushed, 1));
        let pushed: Vec<_> =
            page.items.iter().map(|repository| repository.pushed_at.map(|timestamp| timestamp.0)).collect();
        assert_eq!(pushed, [Some(5), Some(4), Some(2), Some(1), None, None]);
    }

    #[test]
    fn nothing_found_is_one_empty_page() {
        let page = paginate([].iter(), &query("x", RepositorySort::Stars, 0));
        assert_eq!((page.page, page.pages, page.matched, page.total), (1, 1, 0, 0));
    }
}
