use std::{pin::Pin, sync::Arc};

use tokio::time::{Instant, timeout_at};

use super::{
    GitHubError, TokenSource,
    cache::{Asked, Entry},
    client::Client,
    fetch::Answer,
    repository::RepositoryAnswer,
};
use crate::model::Repository;

const FIRST_PAGE: &str = "/user/repos?per_page=100&sort=pushed";

/// Ten pages of a hundred. Whoever has more is told that the list ends early.
const MOST_PAGES: usize = 10;

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
    tokens: TokenSource,
) -> impl Fn(Option<Arc<Entry<RepositoryList>>>) -> Asking + Send + 'static {
    move |known| {
        let (client, tokens) = (client.clone(), Arc::clone(&tokens));
        Box::pin(async move {
            let known = known.as_ref().map(|entry| &entry.value);
            follow(&client, &tokens, known).await
        })
    }
}

/// Follows the `Link` header from page to page, as far as the deadline allows. A page whose `ETag` still holds is kept
/// and costs nothing.
async fn follow(
    client: &Client,
    tokens: &TokenSource,
    known: Option<&RepositoryList>,
) -> Result<Asked<RepositoryList>, GitHubError> {
    let mut pages = Vec::new();
    let mut changed = known.is_none();
    let mut path = Some(FIRST_PAGE.to_owned());
    // A new pair may take its time; the list's own begins after it.
    tokens.current().await?;
    let end = Instant::now() + client.deadline;
    while let Some(asked) = path.take().filter(|_| pages.len() < MOST_PAGES) {
        let old = known.and_then(|list| list.0.get(pages.len()));
        let answer = timeout_at(end, client.ask(tokens, &asked, old.and_then(|page| page.etag.as_deref()))).await;
        let answer = match answer {
            Ok(answer) => answer?,
            // A list that is there already is not cut short by a slow answer.
            Err(_) if pages.len() < known.map_or(1, |known| known.0.len()) => return Err(GitHubError::TimedOut),
            // What has come is shown; its last page names a next one, so the list says that it ends early.
            Err(_) => break,
        };
        let page = match answer {
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
