use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

/// Names a piece of work, and who may share in it.
pub(super) type Key = [u8; 32];

/// Work that a browser may ask for twice at once, and that can be done once only: a callback's code is good once. The
/// first request begins it, others join, and all get what comes of it.
pub struct InFlight<T>(Mutex<HashMap<Key, watch::Sender<Option<T>>>>);

impl<T> Default for InFlight<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> InFlight<T> {
    /// Whether the work is under way.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.flights().contains_key(key)
    }

    /// How many requests wait.
    pub(super) fn waiting(&self) -> usize {
        self.flights().values().map(watch::Sender::receiver_count).sum()
    }

    /// What to wait for, where the work is under way.
    pub(super) fn wait(&self, key: &Key) -> Option<Waiting<T>> {
        self.flights().get(key).map(|sender| Waiting(sender.subscribe()))
    }

    /// What to wait for; and, for the first who asks, the work to do.
    pub(super) fn join(self: &Arc<Self>, key: Key) -> (Waiting<T>, Option<Flight<T>>) {
        let mut flights = self.flights();
        if let Some(sender) = flights.get(&key) {
            return (Waiting(sender.subscribe()), None);
        }
        let (sender, receiver) = watch::channel(None);
        flights.insert(key, sender.clone());
        (Waiting(receiver), Some(Flight { key, sender: Some(sender), all: Arc::clone(self) }))
    }

    fn flights(&self) -> MutexGuard<'_, HashMap<Key, watch::Sender<Option<T>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Work under way. Dropped without having landed, it leaves those who wait with nothing.
pub(super) struct Flight<T: Clone> {
    key: Key,
    sender: Option<watch::Sender<Option<T>>>,
    all: Arc<InFlight<T>>,
}

impl<T: Clone> Flight<T> {
    /// Those who wait.
    pub(super) fn audience(&self) -> Audience<T> {
        Audience(self.sender.clone())
    }

    /// Gives everybody who waits what came of it, and says whether anybody did. Nobody joins from here on.
    pub(super) fn land(mut self, outcome: T) -> bool {
        self.all.flights().remove(&self.key);
        self.sender.take().is_some_and(|sender| sender.send(Some(outcome)).is_ok())
    }
}

impl<T: Clone> Drop for Flight<T> {
    fn drop(&mut self) {
        if self.sender.is_some() {
            self.all.flights().remove(&self.key);
        }
    }
}

/// Who waits for work that is under way.
pub(super) struct Audience<T>(Option<watch::Sender<Option<T>>>);

impl<T> Audience<T> {
    /// Whether every browser that asked has hung up by now.
    pub(super) fn is_gone(&self) -> bool {
        self.0.as_ref().is_none_or(watch::Sender::is_closed)
    }
}

/// A request that waits.
pub(super) struct Waiting<T>(watch::Receiver<Option<T>>);

impl<T: Clone> Waiting<T> {
    /// None where the work ended without an outcome.
    pub(super) async fn outcome(mut self) -> Option<T> {
        self.0.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone())
    }
}
