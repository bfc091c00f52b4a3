use async_trait::async_trait;
use gatehouse_model::{Fetched, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    GitHubError, SessionClient,
    cache::{Update, size_of},
    request::{ApiRequest, Conditional},
};

/// Something a page can ask GitHub for: one answer, a page of a list, or something computed from either.
///
/// Boxed, so that the machinery behind it is compiled here, and not again with every page that asks.
#[async_trait]
pub trait Resource: Send + 'static {
    /// What the page gets.
    type Value: Send + 'static;

    /// For the log.
    const NAME: &'static str;

    /// Gets the value, from the cache or from GitHub.
    ///
    /// # Errors
    ///
    /// Why GitHub did not answer, where the cache has nothing under an hour old.
    async fn load(self, session: &SessionClient) -> Result<Fetched<Self::Value>, GitHubError>;
}

/// A value that the cache keeps. Each type has a cache of its own, so resources computed from one value share its cache.
pub(super) trait Cacheable: Sized + Send + Sync + 'static {
    /// What the value is fetched by.
    type Source: Clone + Send + Sync + 'static;

    /// The bound on the cache in bytes, of all viewers together.
    const CACHE_BYTES: u64;

    /// Distinguishes values of one session.
    fn part(_: &Self::Source) -> u16 {
        0
    }

    /// Fetches the value from GitHub, or revalidates what the cache has.
    fn fetch(
        source: &Self::Source,
        session: &SessionClient,
        cached: Option<&Self>,
    ) -> impl Future<Output = Result<Update<Self>, GitHubError>> + Send;
}

/// A value that GitHub returns in one answer.
pub(super) trait Single: Clone + Send + Sync + 'static {
    /// As GitHub sends it.
    type Answer: DeserializeOwned + Send;
    type Value: Clone + Serialize + Send + Sync + 'static;

    /// As [`Cacheable::CACHE_BYTES`].
    const CACHE_BYTES: u64;

    fn request(&self) -> ApiRequest;

    fn parse(answer: Self::Answer) -> Result<Self::Value, GitHubError>;
}

/// The cached value of a [`Single`], and the `ETag` that vouches for it.
pub(super) struct SingleValue<S: Single> {
    pub(super) value: S::Value,
    etag: Option<String>,
}

impl<S: Single> Cacheable for SingleValue<S> {
    type Source = S;

    const CACHE_BYTES: u64 = S::CACHE_BYTES;

    async fn fetch(source: &S, session: &SessionClient, cached: Option<&Self>) -> Result<Update<Self>, GitHubError> {
        let etag = cached.and_then(|cached| cached.etag.as_deref());
        match session.send::<S::Answer>(&source.request(), etag).await? {
            Conditional::NotModified => Ok(Update::NotModified),
            Conditional::Modified(response) => {
                let value = S::parse(response.body)?;
                let bytes = size_of(&value);
                Ok(Update::Modified(Self { value, etag: response.etag }, bytes))
            }
        }
    }
}

/// For some fields GitHub sends an empty text where the viewer gave none.
pub(super) fn non_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// GitHub's times are RFC 3339; anything else is treated as missing.
pub(super) fn timestamp(text: Option<&str>) -> Option<Timestamp> {
    text.and_then(Timestamp::parse_rfc3339)
}
