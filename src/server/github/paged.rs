use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    GitHubError, TokenSource,
    cache::{Asked, Known, weight},
    client::Client,
    fetch::Answer,
    question::Question,
};
use crate::model::Moment;

/// Whoever gathers holds the list for so many seconds from page to page; who has died is followed by the next visitor.
const HELD: i64 = 60;
/// A gathering that failed is taken up again after so many seconds, by whoever asks then.
const PAUSE: i64 = 10;

/// A list that GitHub gives page by page: as much of it as is here, each page with the `ETag` that vouches for it.
pub(super) struct Paged<T> {
    pages: Vec<Arc<Page<T>>>,
    /// How many pages GitHub says there are.
    last: Option<usize>,
    /// There is more, and it is too much to be kept.
    pub(super) cut: bool,
    /// Somebody gathers until then.
    held_until: AtomicI64,
    /// The last gathering failed.
    stopped: AtomicBool,
}

struct Page<T> {
    items: Vec<T>,
    etag: Option<String>,
    next: Option<String>,
    bytes: usize,
}

/// What list is asked for, and how much of it may be kept.
pub(super) struct List<A, T> {
    pub(super) question: Question,
    /// Turns one page's answer into what is kept.
    pub(super) read: fn(A) -> Vec<T>,
    pub(super) most_pages: usize,
    pub(super) most_bytes: usize,
}

impl<A, T> Clone for List<A, T> {
    fn clone(&self) -> Self {
        Self { question: self.question.clone(), ..*self }
    }
}

impl<T> Paged<T> {
    /// Everything that is here, in GitHub's order.
    pub(super) fn items(&self) -> impl Iterator<Item = &T> + Clone {
        self.pages.iter().flat_map(|page| &page.items)
    }

    /// More is to come.
    pub(super) fn wants_more(&self) -> bool {
        !self.cut && self.next().is_some()
    }

    /// How many there are in all, about: GitHub says only how many pages, and all but the last are as long as the first.
    pub(super) fn about(&self) -> usize {
        let length = self.pages.first().map_or(0, |page| page.items.len());
        self.last.map_or(0, |last| last * length).max(self.items().count())
    }

    /// Whether the caller is the one to gather the rest.
    pub(super) fn claim(&self, now: Moment) -> bool {
        let held = self.held_until.load(Ordering::Relaxed);
        let until = now.0 + HELD;
        let free = self.wants_more() && held <= now.0;
        free && self.held_until.compare_exchange(held, until, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    /// The gathering stopped before the end.
    pub(super) fn rest(&self, now: Moment) {
        self.stopped.store(true, Ordering::Relaxed);
        self.held_until.store(now.0 + PAUSE, Ordering::Relaxed);
    }

    /// Whether the gathering has stopped, and is not taken up again yet.
    pub(super) fn rests(&self, now: Moment) -> bool {
        self.stopped.load(Ordering::Relaxed) && self.held_until.load(Ordering::Relaxed) > now.0
    }

    pub(super) fn bytes(&self) -> usize {
        self.pages.iter().map(|page| page.bytes).sum()
    }

    fn next(&self) -> Option<&str> {
        self.pages.last()?.next.as_deref()
    }

    fn of(pages: Vec<Arc<Page<T>>>, last: Option<usize>, held_until: i64) -> Self {
        Self { pages, last, cut: false, held_until: AtomicI64::new(held_until), stopped: AtomicBool::new(false) }
    }
}

impl<A, T> List<A, T>
where
    A: DeserializeOwned + Send + 'static,
    T: Serialize + Send + Sync + 'static,
{
    /// The list with one page more, held by the caller.
    ///
    /// # Errors
    ///
    /// Whatever keeps GitHub from giving it.
    pub(super) async fn longer(
        &self,
        client: &Client,
        tokens: &TokenSource,
        known: &Paged<T>,
    ) -> Result<Paged<T>, GitHubError> {
        let Some(next) = known.next() else { return Err(GitHubError::Decode("there is no next page".to_owned())) };
        let (page, _) = self.page(client, tokens, self.question.at(next.to_owned()), None).await?;
        let mut pages = known.pages.clone();
        pages.push(page);
        let mut longer = Paged::of(pages, known.last, client.clock.now().0 + HELD);
        self.bound(&mut longer);
        Ok(longer)
    }

    /// The first page; or, where the list is known, every page again as far as it was known.
    async fn ask(
        &self,
        client: &Client,
        tokens: &TokenSource,
        known: Option<&Paged<T>>,
    ) -> Result<Asked<Paged<T>>, GitHubError> {
        let wanted = known.map_or(1, |known| known.pages.len());
        let mut pages: Vec<Arc<Page<T>>> = Vec::new();
        let mut changed = known.is_none();
        let mut last = known.and_then(|known| known.last);
        let mut question = Some(self.question.clone());
        while let Some(asked) = question.take().filter(|_| pages.len() < wanted) {
            let old = known.and_then(|known| known.pages.get(pages.len()));
            let (page, said) = self.page(client, tokens, asked, old).await?;
            changed |= said.is_some() || old.is_none_or(|old| !Arc::ptr_eq(old, &page));
            last = said.flatten().or(last);
            question = page.next.clone().map(|next| self.question.at(next));
            pages.push(page);
        }
        if !changed && known.is_some_and(|known| known.pages.len() == pages.len()) {
            return Ok(Asked::Unchanged);
        }
        let mut asked = Paged::of(pages, last, 0);
        self.bound(&mut asked);
        let bytes = asked.bytes();
        Ok(Asked::Changed(asked, bytes))
    }

    /// One page, and, where it is new, the number GitHub gives the last one.
    async fn page(
        &self,
        client: &Client,
        tokens: &TokenSource,
        question: Question,
        old: Option<&Arc<Page<T>>>,
    ) -> Result<(Arc<Page<T>>, Option<Option<usize>>), GitHubError> {
        let etag = old.and_then(|page| page.etag.as_deref());
        match client.ask::<A>(tokens, &question, etag).await? {
            Answer::Unchanged => {
                let old = old.ok_or_else(|| GitHubError::Decode("304 without an ETag".to_owned()))?;
                Ok((Arc::clone(old), None))
            }
            Answer::Fresh(fresh) => {
                let items = (self.read)(fresh.value);
                let bytes = weight(&items);
                Ok((Arc::new(Page { items, etag: fresh.etag, next: fresh.next, bytes }), Some(fresh.last)))
            }
        }
    }

    fn bound(&self, list: &mut Paged<T>) {
        let full = list.pages.len() >= self.most_pages || list.bytes() >= self.most_bytes;
        list.cut = full && list.next().is_some();
    }
}

type Asking<T> = Pin<Box<dyn Future<Output = Result<Asked<Paged<T>>, GitHubError>> + Send>>;

/// How the cache asks for `list`.
pub(super) fn fetcher<A, T>(
    client: Client,
    tokens: TokenSource,
    list: List<A, T>,
) -> impl Fn(Known<Paged<T>>) -> Asking<T> + Send + 'static
where
    A: DeserializeOwned + Send + 'static,
    T: Serialize + Send + Sync + 'static,
{
    move |known| {
        let (client, tokens, list) = (client.clone(), Arc::clone(&tokens), list.clone());
        Box::pin(async move { list.ask(&client, &tokens, known.as_ref().map(|entry| &entry.value)).await })
    }
}
