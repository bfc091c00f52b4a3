use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use tokio_util::task::TaskTracker;

/// How a renewal ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Renewal {
    /// The row holds a newer pair, or GitHub vouches for the old one.
    Renewed,
    /// The session ended meanwhile.
    Gone,
    Dead,
    /// Too many want to write: GitHub was not asked.
    Busy,
    /// Nothing is known; the text is for the log.
    Kept(String),
}

/// A token set and the generation that is to be replaced.
type Key = (String, i64);

/// One renewal at a time for each token set in this process. Each runs in a task of its own, which no request that hangs up
/// can cancel; whoever comes meanwhile gets its outcome.
pub(super) struct Gate {
    running: Arc<Mutex<HashMap<Key, Shared<BoxFuture<'static, Renewal>>>>>,
    tasks: TaskTracker,
}

impl Gate {
    pub(super) fn new(tasks: TaskTracker) -> Self {
        Self { running: Arc::default(), tasks }
    }

    /// Joins the renewal of `key`, or begins it with `work`.
    pub(super) fn enter(
        &self,
        key: Key,
        work: impl Future<Output = Renewal> + Send + 'static,
    ) -> impl Future<Output = Renewal> + Send + 'static {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outcome) = running.get(&key) {
            return outcome.clone();
        }
        let leaving = Leaving { running: Arc::clone(&self.running), key: key.clone() };
        let task = self.tasks.spawn(async move {
            let _leaving = leaving;
            work.await
        });
        let outcome =
            task.map(|ended| ended.unwrap_or_else(|_| Renewal::Kept("the task broke".to_owned()))).boxed().shared();
        running.insert(key, outcome.clone());
        outcome
    }
}

/// Takes the entry away however the task ends.
struct Leaving {
    running: Arc<Mutex<HashMap<Key, Shared<BoxFuture<'static, Renewal>>>>>,
    key: Key,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
