use std::{collections::HashSet, pin::Pin, sync::Arc};

use gatehouse_model::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    GitHubError, TokenSource,
    cache::{Asked, Known, weight},
    client::Client,
    fetch::{Answer, Fresh},
    gathering::Gathering,
    keyed::Keyed,
    question::Question,
};

/// A list that GitHub gives page by page: as much of it as is here, each page with the `ETag` that vouches for it.
pub(super) struct Paged<T> {
    pages: Vec<Arc<Page<T>>>,
    /// The places of items that an earlier page holds, too: the list moved between two questions. They stay in their
    /// pages, each of which GitHub vouches for as it came: at the next question the earlier page may be another.
    repeats: HashSet<usize>,
    /// How many pages GitHub says there are.
    last: Option<usize>,
    /// There is more, and it is too much to be kept.
    pub(super) cut: bool,
    pub(super) gathering: Gathering,
}

struct Page<T> {
    items: Vec<T>,
    etag: Option<String>,
    next: Option<String>,
    bytes: usize,
    /// Organisations keep something of it back.
    partial: bool,
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
    /// Everything that is here, each once, in GitHub's order.
    pub(super) fn items(&self) -> impl Iterator<Item = &T> + Clone {
        let all = self.pages.iter().flat_map(|page| &page.items).enumerate();
        all.filter(move |(place, _)| !self.repeats.contains(place)).map(|(_, item)| item)
    }

    /// GitHub has no more than is here.
    pub(super) fn is_whole(&self) -> bool {
        self.next().is_none()
    }

    /// Organisations with a single sign-on of their own keep something back.
    pub(super) fn is_partial(&self) -> bool {
        self.pages.iter().any(|page| page.partial)
    }

    /// More is to come.
    pub(super) fn wants_more(&self) -> bool {
        !self.cut && !self.is_whole()
    }

    /// How many there are in all, about: GitHub says only how many pages, and all but the last are as long as the first.
    pub(super) fn about(&self) -> usize {
        let length = self.pages.first().map_or(0, |page| page.items.len());
        self.last.map_or(0, |last| last * length).max(self.items().count())
    }

    /// Whether the caller is the one to gather the rest.
    pub(super) fn claim(&self, now: Timestamp) -> bool {
        self.wants_more() && self.gathering.claim(now)
    }

    pub(super) fn bytes(&self) -> usize {
        self.pages.iter().map(|page| page.bytes).sum()
    }

    fn next(&self) -> Option<&str> {
        self.pages.last()?.next.as_deref()
    }
}

impl<T: Keyed> Paged<T> {
    fn of(pages: Vec<Arc<Page<T>>>, last: Option<usize>, gathering: Gathering) -> Self {
        Self { repeats: repeats(&pages), pages, last, cut: false, gathering }
    }
}

fn repeats<T: Keyed>(pages: &[Arc<Page<T>>]) -> HashSet<usize> {
    let (mut seen, mut repeats) = (HashSet::new(), HashSet::new());
    for (place, item) in pages.iter().flat_map(|page| &page.items).enumerate() {
        if !seen.insert(item.key()) {
            repeats.insert(place);
        }
    }
    repeats
}

impl<A, T> List<A, T>
where
    A: DeserializeOwned + Send + 'static,
    T: Keyed + Serialize + Send + Sync + 'static,
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
        let mut longer = Paged::of(pages, known.last, Gathering::held(client.clock.now()));
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
        let mut asked = Paged::of(pages, last, Gathering::free());
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
                let Fresh { value, etag, next, partial, last } = fresh;
                let items = (self.read)(value);
                let bytes = weight(&items);
                Ok((Arc::new(Page { items, etag, next, bytes, partial }), Some(last)))
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
    T: Keyed + Serialize + Send + Sync + 'static,
{
    move |known| {
        let (client, tokens, list) = (client.clone(), Arc::clone(&tokens), list.clone());
        Box::pin(async move { list.ask(&client, &tokens, known.as_ref().map(|entry| &entry.value)).await })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Gathering, Keyed, List, Page, Paged, Question};
    use gatehouse_model::Timestamp;

    impl Keyed for u32 {
        fn key(&self) -> impl std::hash::Hash + Eq {
            *self
        }
    }

    fn page(items: &[u32], next: Option<&str>) -> Arc<Page<u32>> {
        Arc::new(Page { items: items.to_vec(), etag: None, next: next.map(str::to_owned), bytes: 1, partial: false })
    }

    fn shown(pages: &[&Arc<Page<u32>>]) -> Vec<u32> {
        let pages = pages.iter().map(|&page| Arc::clone(page)).collect();
        Paged::of(pages, None, Gathering::free()).items().copied().collect()
    }

    #[test]
    fn what_moved_to_the_next_page_meanwhile_is_there_once_and_not_lost_later() {
        let (first, second) = (page(&[1, 2], Some("/2")), page(&[2, 3], None));
        assert_eq!(shown(&[&first, &second]), [1, 2, 3]);
        // What was pushed to now comes first, and the second page is as it was.
        assert_eq!(shown(&[&page(&[4, 1], Some("/2")), &second]), [4, 1, 2, 3]);
    }

    #[test]
    fn a_list_cut_at_its_largest_is_not_whole_and_not_gathered() {
        let read: fn(Vec<u32>) -> Vec<u32> = |page| page;
        let list = List { question: Question::get("/"), read, most_pages: 2, most_bytes: 1_000 };
        for (pages, cut) in [(1, false), (2, true)] {
            let pages = vec![page(&[1], Some("/more")); pages];
            let mut known = Paged::of(pages, None, Gathering::free());
            list.bound(&mut known);
            assert_eq!((known.is_whole(), known.cut, known.claim(Timestamp(1))), (false, cut, !cut));
        }
        assert!(Paged::of(vec![page(&[1], None)], None, Gathering::free()).is_whole());
    }
}
