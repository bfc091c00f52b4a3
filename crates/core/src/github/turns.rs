use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Calls one viewer may have under way at once. GitHub advises against many for one person (REST "Best practices").
const AT_ONCE: usize = 3;

/// Longer than any call waits or runs; whoever asks again gets the same queue.
const FORGOTTEN_AFTER: Duration = Duration::from_mins(10);

/// A queue for each viewer, over all their sessions in this process.
#[derive(Clone)]
pub(super) struct Turns(moka::sync::Cache<i64, Arc<Semaphore>>);

impl Turns {
    pub(super) fn new() -> Self {
        Self(moka::sync::Cache::builder().time_to_idle(FORGOTTEN_AFTER).build())
    }

    /// Waits until `viewer` may make one more call. None where the queue was closed, which nobody does.
    pub(super) async fn take(&self, viewer: i64) -> Option<OwnedSemaphorePermit> {
        let queue = self.0.get_with(viewer, || Arc::new(Semaphore::new(AT_ONCE)));
        queue.acquire_owned().await.ok()
    }
}
