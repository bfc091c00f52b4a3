use std::{collections::HashSet, hash::Hash, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    GitHubError, SessionClient,
    cache::{Update, size_of},
    gather::GatherLease,
    request::{ApiRequest, ApiResponse, Conditional},
    resource::Cacheable,
};

/// A list that GitHub returns page by page.
pub(super) trait List: Clone + Send + Sync + 'static {
    /// One page as GitHub sends it.
    type Answer: DeserializeOwned + Send;
    type Item: Serialize + Send + Sync + 'static;

    /// How much of one viewer's list is gathered at most.
    const MAX_PAGES: usize;
    const MAX_BYTES: usize;
    /// As [`Cacheable::CACHE_BYTES`].
    const CACHE_BYTES: u64;

    /// The first page.
    fn request(&self) -> ApiRequest;

    fn parse(page: Self::Answer) -> Vec<Self::Item>;

    /// What distinguishes an item from every other of the list.
    fn id(item: &Self::Item) -> impl Hash + Eq;
}

/// A list as far as it is gathered, each page with the `ETag` that vouches for it.
pub(super) struct Paged<L: List> {
    pages: Vec<Arc<ListPage<L::Item>>>,
    /// The indices of items that an earlier page has, too: the list moved between two requests. They stay in their pages,
    /// each of which GitHub vouches for as it came: after the next request the earlier page may be another.
    repeats: HashSet<usize>,
    /// How many pages GitHub says there are.
    last: Option<usize>,
    /// There is more, but the list has reached its bound.
    pub(super) cut: bool,
    pub(super) gathering: GatherLease,
}

struct ListPage<T> {
    items: Vec<T>,
    etag: Option<String>,
    next: Option<String>,
    bytes: usize,
    /// Organisations withhold some of it.
    partial: bool,
}

impl<L: List> Paged<L> {
    fn new(pages: Vec<Arc<ListPage<L::Item>>>, last: Option<usize>, gathering: GatherLease) -> Self {
        let bytes: usize = pages.iter().map(|page| page.bytes).sum();
        let full = pages.len() >= L::MAX_PAGES || bytes >= L::MAX_BYTES;
        let cut = full && pages.last().is_some_and(|page| page.next.is_some());
        Self { repeats: repeats::<L>(&pages), pages, last, cut, gathering }
    }

    /// Everything gathered so far, without repeats, in GitHub's order.
    pub(super) fn items(&self) -> impl Iterator<Item = &L::Item> + Clone {
        let all = self.pages.iter().flat_map(|page| &page.items).enumerate();
        all.filter(move |(index, _)| !self.repeats.contains(index)).map(|(_, item)| item)
    }

    /// Whether GitHub has no more.
    pub(super) fn is_complete(&self) -> bool {
        self.next().is_none()
    }

    /// Whether organisations that require single sign-on withhold some of it.
    pub(super) fn is_partial(&self) -> bool {
        self.pages.iter().any(|page| page.partial)
    }

    /// Whether more will be gathered.
    pub(super) fn is_growing(&self) -> bool {
        !self.cut && !self.is_complete()
    }

    /// An estimate of the number of items in the end: GitHub names only the number of pages, all but the last of which
    /// are as long as the first.
    pub(super) fn estimated_len(&self) -> usize {
        let page_len = self.pages.first().map_or(0, |page| page.items.len());
        self.last.map_or(0, |last| last * page_len).max(self.items().count())
    }

    pub(super) fn bytes(&self) -> usize {
        self.pages.iter().map(|page| page.bytes).sum()
    }

    fn next(&self) -> Option<&str> {
        self.pages.last()?.next.as_deref()
    }

    /// The list with one more page, whose lease the caller holds.
    pub(super) async fn with_next_page(&self, source: &L, session: &SessionClient) -> Result<Self, GitHubError> {
        let Some(next) = self.next() else { return Err(GitHubError::Decode("there is no next page".to_owned())) };
        let request = source.request().with_path(next.to_owned());
        let (page, _) = fetch_page::<L>(session, &request, None).await?;
        let mut pages = self.pages.clone();
        pages.push(page);
        Ok(Self::new(pages, self.last, GatherLease::held(session.now())))
    }
}

fn repeats<L: List>(pages: &[Arc<ListPage<L::Item>>]) -> HashSet<usize> {
    let (mut seen, mut repeats) = (HashSet::new(), HashSet::new());
    for (index, item) in pages.iter().flat_map(|page| &page.items).enumerate() {
        if !seen.insert(L::id(item)) {
            repeats.insert(index);
        }
    }
    repeats
}

impl<L: List> Cacheable for Paged<L> {
    type Source = L;

    const CACHE_BYTES: u64 = L::CACHE_BYTES;

    /// The first page; or, where the list is cached, all its pages again.
    async fn fetch(source: &L, session: &SessionClient, cached: Option<&Self>) -> Result<Update<Self>, GitHubError> {
        let wanted = cached.map_or(1, |cached| cached.pages.len());
        let mut pages: Vec<Arc<ListPage<L::Item>>> = Vec::new();
        let mut changed = cached.is_none();
        let mut last = cached.and_then(|cached| cached.last);
        let mut next = Some(source.request());
        while let Some(request) = next.take().filter(|_| pages.len() < wanted) {
            let old = cached.and_then(|cached| cached.pages.get(pages.len()));
            let (page, new_last) = fetch_page::<L>(session, &request, old).await?;
            changed |= new_last.is_some() || old.is_none_or(|old| !Arc::ptr_eq(old, &page));
            last = new_last.flatten().or(last);
            next = page.next.clone().map(|path| request.with_path(path));
            pages.push(page);
        }
        if !changed && cached.is_some_and(|cached| cached.pages.len() == pages.len()) {
            return Ok(Update::NotModified);
        }
        let fetched = Self::new(pages, last, GatherLease::free());
        let bytes = fetched.bytes();
        Ok(Update::Modified(fetched, bytes))
    }
}

/// One page and, unless it is the old one, the number of the last page where GitHub names it.
async fn fetch_page<L: List>(
    session: &SessionClient,
    request: &ApiRequest,
    old: Option<&Arc<ListPage<L::Item>>>,
) -> Result<(Arc<ListPage<L::Item>>, Option<Option<usize>>), GitHubError> {
    let etag = old.and_then(|page| page.etag.as_deref());
    match session.send::<L::Answer>(request, etag).await? {
        Conditional::NotModified => {
            let old = old.ok_or_else(|| GitHubError::Decode("304 to a request without an ETag".to_owned()))?;
            Ok((Arc::clone(old), None))
        }
        Conditional::Modified(ApiResponse { body, etag, next, last, partial }) => {
            let items = L::parse(body);
            let bytes = size_of(&items);
            Ok((Arc::new(ListPage { items, etag, next, bytes, partial }), Some(last)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone)]
    struct Numbers;

    impl List for Numbers {
        type Answer = Vec<u32>;
        type Item = u32;

        const MAX_PAGES: usize = 2;
        const MAX_BYTES: usize = 1_000;
        const CACHE_BYTES: u64 = 1_000;

        fn request(&self) -> ApiRequest {
            ApiRequest::get("/")
        }

        fn parse(page: Vec<u32>) -> Vec<u32> {
            page
        }

        fn id(item: &u32) -> impl Hash + Eq {
            *item
        }
    }

    fn page(items: &[u32], next: Option<&str>) -> Arc<ListPage<u32>> {
        let next = next.map(str::to_owned);
        Arc::new(ListPage { items: items.to_vec(), etag: None, next, bytes: 1, partial: false })
    }

    fn list(pages: &[&Arc<ListPage<u32>>]) -> Paged<Numbers> {
        Paged::new(pages.iter().map(|&page| Arc::clone(page)).collect(), None, GatherLease::free())
    }

    fn items(pages: &[&Arc<ListPage<u32>>]) -> Vec<u32> {
        list(pages).items().copied().collect()
    }

    #[test]
    fn an_item_that_moved_to_the_next_page_is_listed_once_and_not_lost_later() {
        let (first, second) = (page(&[1, 2], Some("/2")), page(&[2, 3], None));
        assert_eq!(items(&[&first, &second]), [1, 2, 3]);
        // A new item has moved to the top since, and the second page is unchanged.
        assert_eq!(items(&[&page(&[4, 1], Some("/2")), &second]), [4, 1, 2, 3]);
    }

    #[test]
    fn a_list_cut_at_its_bound_is_neither_complete_nor_growing() {
        let more = page(&[1], Some("/more"));
        let shape = |list: Paged<Numbers>| (list.is_complete(), list.cut, list.is_growing());
        assert_eq!(shape(list(&[&more])), (false, false, true));
        assert_eq!(shape(list(&[&more, &more])), (false, true, false));
        assert_eq!(shape(list(&[&page(&[1], None)])), (true, false, false));
    }
}
