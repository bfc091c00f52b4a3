use std::{pin::Pin, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    GitHubError, TokenSource,
    cache::{Asked, Known, weight},
    client::Client,
    fetch::Answer,
    question::Question,
};

/// A value that GitHub gives in one answer, and the `ETag` that vouches for it.
pub(super) struct Single<T> {
    pub(super) value: T,
    etag: Option<String>,
}

pub(super) type Asking<T> = Pin<Box<dyn Future<Output = Result<Asked<T>, GitHubError>> + Send>>;

/// How the cache asks `question`, whose answer `read` turns into what is kept.
pub(super) fn fetcher<A, T>(
    client: Client,
    tokens: TokenSource,
    question: Question,
    read: fn(A) -> Result<T, GitHubError>,
) -> impl Fn(Known<Single<T>>) -> Asking<Single<T>> + Send + 'static
where
    A: DeserializeOwned + Send + 'static,
    T: Serialize + Send + Sync + 'static,
{
    move |known| {
        let (client, tokens, question) = (client.clone(), Arc::clone(&tokens), question.clone());
        Box::pin(async move {
            let etag = known.as_ref().and_then(|entry| entry.value.etag.as_deref());
            match client.ask::<A>(&tokens, &question, etag).await? {
                Answer::Unchanged => Ok(Asked::Unchanged),
                Answer::Fresh(fresh) => {
                    let value = read(fresh.value)?;
                    let bytes = weight(&value);
                    Ok(Asked::Changed(Single { value, etag: fresh.etag }, bytes))
                }
            }
        })
    }
}
