use std::{pin::Pin, sync::Arc};

use serde::Deserialize;
use tokio::time::{Instant, timeout_at};

use super::{
    GitHubError, TokenSource,
    cache::{Asked, Entry},
    client::Client,
    fetch::Answer,
    read::{given, moment},
};
use crate::{
    model::{Repository, Visibility},
    server::token::AccessToken,
};

const FIRST_PAGE: &str = "/user/repos?per_page=100&sort=pushed";

/// Ten pages of a hundred. Whoever has more is told that the list ends early.
const MOST_PAGES: usize = 10;

/// One element of `GET /user/repos`, as far as we read it.
///
/// Source: GitHub REST "List repositories for the authenticated user".
#[derive(Deserialize)]
struct RepositoryAnswer {
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

/// The pages as GitHub gave them, each with the `ETag` that vouches for it.
#[derive(Clone)]
pub(super) struct RepositoryList(Vec<Page>);

#[derive(Clone)]
struct Page {
    items: Vec<Repository>,
    etag: Option<String>,
    next: Option<String>,
    bytes: usize,
}

impl RepositoryList {
    fn bytes(&self) -> usize {
        self.0.iter().map(|page| page.bytes).sum()
    }

    /// Every repository, and whether GitHub has more.
    pub(super) fn flatten(&self) -> (Vec<Repository>, bool) {
        let all = self.0.iter().flat_map(|page| page.items.iter().cloned()).collect();
        (all, self.0.last().is_some_and(|page| page.next.is_some()))
    }
}

impl Entry<RepositoryList> {
    pub(super) fn flatten(&self) -> (Vec<Repository>, bool) {
        self.value.flatten()
    }
}

type Asking = Pin<Box<dyn Future<Output = Result<Asked<RepositoryList>, GitHubError>> + Send>>;

/// How the cache asks for the list.
pub(super) fn fetcher(
    client: Client,
    token: TokenSource,
) -> impl Fn(Option<Arc<Entry<RepositoryList>>>) -> Asking + Send + 'static {
    move |known| {
        let (client, token) = (client.clone(), Arc::clone(&token));
        Box::pin(async move {
            let token = token().await?;
            let known = known.as_ref().map(|entry| &entry.value);
            follow(&client, &token, known).await
        })
    }
}

/// Follows the `Link` header from page to page, as far as the deadline allows. A page whose `ETag` still holds is kept and costs nothing.
async fn follow(
    client: &Client,
    token: &AccessToken,
    known: Option<&RepositoryList>,
) -> Result<Asked<RepositoryList>, GitHubError> {
    let mut pages = Vec::new();
    let mut changed = known.is_none();
    let mut path = Some(FIRST_PAGE.to_owned());
    let end = Instant::now() + client.deadline;
    while let Some(asked) = path.take().filter(|_| pages.len() < MOST_PAGES) {
        let old = known.and_then(|list| list.0.get(pages.len()));
        let answer = timeout_at(end, client.get(token, &asked, old.and_then(|page| page.etag.as_deref()))).await;
        let page = match answer {
            Ok(answer) => answer?,
            Err(_) if pages.is_empty() => return Err(GitHubError::TimedOut),
            // What has come is shown; its last page names a next one, so the list says that it ends early.
            Err(_) => break,
        };
        let page = match page {
            Answer::Unchanged => old.cloned().ok_or_else(|| GitHubError::Decode("304 without an ETag".to_owned()))?,
            Answer::Fresh(fresh) => {
                changed = true;
                let items: Vec<RepositoryAnswer> = fresh.value;
                let items = items.into_iter().map(Repository::from).collect();
                Page { items, etag: fresh.etag, next: fresh.next, bytes: fresh.bytes }
            }
        };
        path.clone_from(&page.next);
        pages.push(page);
    }
    let list = RepositoryList(pages);
    changed |= known.is_some_and(|known| known.0.len() != list.0.len());
    Ok(if changed { Asked::Changed(list.clone(), list.bytes()) } else { Asked::Unchanged })
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
            description: given(answer.description),
            language: given(answer.language),
            license,
            topics: answer.topics,
            visibility: answer.visibility.unwrap_or(visibility),
            fork: answer.fork,
            archived: answer.archived,
            template: answer.is_template,
            stars: answer.stargazers_count,
            forks: answer.forks_count,
            open_issues: answer.open_issues_count,
            pushed_at: moment(answer.pushed_at.as_deref()),
            created_at: moment(answer.created_at.as_deref()),
        }
    }
}
