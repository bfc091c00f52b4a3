use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use tokio_util::task::TaskTracker;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RefreshOutcome {
    /// The row has a newer pair, or GitHub vouches for the old one.
    Refreshed,
    /// While the refresh was under way.
    SessionEnded,
    Dead,
    /// Too many writers wait: GitHub was not asked.
    DatabaseBusy,
    /// Nothing is known; the text is for the log.
    Failed(String),
}

/// A token set and the generation that is to be replaced.
type Key = (String, i64);

type Running = Arc<Mutex<HashMap<Key, Shared<BoxFuture<'static, RefreshOutcome>>>>>;

/// Lets one refresh of each token set run in this process. It runs as a task of its own, which no request that hangs up
/// can cancel; requests that come meanwhile share its outcome.
pub(super) struct RefreshGate {
    running: Running,
    tasks: TaskTracker,
}

impl RefreshGate {
    pub(super) fn new(tasks: TaskTracker) -> Self {
        Self { running: Arc::default(), tasks }
    }

    /// Joins the refresh of `key`, or begins it with `work`.
    pub(super) fn join(
        &self,
        key: Key,
        work: impl Future<Output = RefreshOutcome> + Send + 'static,
    ) -> impl Future<Output = RefreshOutcome> + Send + 'static {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outcome) = running.get(&key) {
            return outcome.clone();
        }
        let guard = RemoveOnDrop { running: Arc::clone(&self.running), key: key.clone() };
        let task = self.tasks.spawn(async move {
            let _guard = guard;
            work.await
        });
        let outcome =
            task.map(|ended| ended.unwrap_or_else(|_| RefreshOutcome::Failed("the task broke".to_owned()))).boxed();
        let outcome = outcome.shared();
        running.insert(key, outcome.clone());
        outcome
    }
}

/// Removes the entry however the task ends.
struct RemoveOnDrop {
    running: Running,
    key: Key,
}

impl Drop for RemoveOnDrop {
    fn drop(&mut self) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
