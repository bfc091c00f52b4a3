use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use gatehouse_model::{Fetched, Timestamp};

use super::claim::AskAgain;

/// One answer, who may ask for it again, and since when it holds.
pub(in crate::github) struct Entry<T> {
    pub(in crate::github) value: T,
    pub(super) bytes: usize,
    pub(super) again: AskAgain,
    /// When GitHub last vouched for the value.
    as_of: AtomicI64,
}

impl<T> Entry<T> {
    pub(super) fn new(value: T, bytes: usize, now: Timestamp) -> Arc<Self> {
        Arc::new(Self { value, bytes, again: AskAgain::new(now), as_of: AtomicI64::new(now.0) })
    }

    /// A longer value in place of this one, no newer than it. Whoever asks again does so for both.
    pub(super) fn grown(&self, value: T, bytes: usize) -> Arc<Self> {
        let as_of = AtomicI64::new(self.as_of.load(Ordering::Relaxed));
        Arc::new(Self { value, bytes, again: self.again.clone(), as_of })
    }

    /// Whether GitHub vouched for the value before `timestamp`.
    pub(super) fn is_older_than(&self, timestamp: Timestamp) -> bool {
        self.as_of.load(Ordering::Relaxed) < timestamp.0
    }

    pub(super) fn age(&self, now: Timestamp) -> i64 {
        now.0 - self.as_of.load(Ordering::Relaxed)
    }

    /// GitHub has said that the value still holds.
    pub(super) fn confirm(&self, now: Timestamp) {
        self.as_of.store(now.0, Ordering::Relaxed);
    }

    pub(super) fn fetched(self: Arc<Self>, now: Timestamp, refreshing: bool) -> Fetched<Arc<Self>> {
        let as_of = Timestamp(self.as_of.load(Ordering::Relaxed));
        Fetched { value: self, as_of, now: now.max(as_of), refreshing }
    }
}
