use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Notify;

use super::{
    CacheKey, TokenSource,
    cache::{Cache, Entry},
    client::Client,
    keyed::Keyed,
    paged::{List, Paged},
};

/// Gathers the rest of a list behind the visitor's back, one page after the other, if nobody does it yet. It ends with
/// the session: an entry that was forgotten gets no further page.
pub(super) fn gather<A, T>(
    client: &Client,
    progress: &Arc<Notify>,
    tokens: &TokenSource,
    cache: &Cache<Paged<T>>,
    key: CacheKey,
    entry: &Arc<Entry<Paged<T>>>,
    list: List<A, T>,
) where
    A: DeserializeOwned + Send + 'static,
    T: Keyed + Serialize + Send + Sync + 'static,
{
    if !entry.value.claim(client.clock.now()) {
        return;
    }
    let (client, tokens, cache, mut entry) = (client.clone(), Arc::clone(tokens), cache.clone(), Arc::clone(entry));
    let progress = Arc::clone(progress);
    tokio::spawn(async move {
        loop {
            let longer = match list.longer(&client, &tokens, &entry.value).await {
                Ok(longer) => longer,
                Err(error) => {
                    tracing::warn!(%error, "a list was not gathered to its end");
                    cache.rest(key, &entry, &error);
                    entry.value.gathering.stop(client.clock.now(), error);
                    return progress.notify_waiters();
                }
            };
            let (bytes, more) = (longer.bytes(), longer.wants_more());
            let replaced = cache.replace(key, &entry, longer, bytes).await;
            progress.notify_waiters();
            match replaced {
                Some(next) if more => entry = next,
                _ => return,
            }
        }
    });
}
