use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use gatehouse_model::{Fetched, Timestamp};

/// A cached answer, how old it is, and who may revalidate it.
pub(in crate::github) struct Entry<T> {
    pub(in crate::github) value: T,
    /// No other entry of this process has it.
    pub(in crate::github) id: u64,
    pub(super) bytes: usize,
    pub(super) gate: RevalidationGate,
    /// When GitHub last vouched for the value.
    as_of: AtomicI64,
}

impl<T> Entry<T> {
    pub(super) fn new(value: T, bytes: usize, now: Timestamp) -> Arc<Self> {
        Arc::new(Self { value, id: next_id(), bytes, gate: RevalidationGate::new(now), as_of: AtomicI64::new(now.0) })
    }

    /// An entry for a longer value of the same age. Both are revalidated as one.
    pub(super) fn grown(&self, value: T, bytes: usize) -> Arc<Self> {
        let as_of = AtomicI64::new(self.as_of.load(Ordering::Relaxed));
        Arc::new(Self { value, id: next_id(), bytes, gate: self.gate.clone(), as_of })
    }

    /// Whether GitHub last vouched for the value before `timestamp`.
    pub(super) fn is_older_than(&self, timestamp: Timestamp) -> bool {
        self.as_of.load(Ordering::Relaxed) < timestamp.0
    }

    /// When GitHub last vouched for the value.
    pub(super) fn as_of(&self) -> Timestamp {
        Timestamp(self.as_of.load(Ordering::Relaxed))
    }

    /// In seconds.
    pub(super) fn age(&self, now: Timestamp) -> i64 {
        now.0 - self.as_of.load(Ordering::Relaxed)
    }

    /// GitHub has confirmed the value.
    pub(super) fn confirm(&self, now: Timestamp) {
        self.as_of.store(now.0, Ordering::Relaxed);
    }

    pub(super) fn fetched(self: Arc<Self>, now: Timestamp, refreshing: bool) -> Fetched<Arc<Self>> {
        let as_of = Timestamp(self.as_of.load(Ordering::Relaxed));
        Fetched { value: self, as_of, now: now.max(as_of), refreshing }
    }
}

fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// How long a failed revalidation is not repeated, in seconds.
const RETRY_AFTER: i64 = 10;

/// In place of a time: a revalidation is under way.
const BUSY: i64 = i64::MAX;

/// Lets one revalidation through at a time, however long it takes, and none before a given time. Clones are one gate.
#[derive(Clone)]
pub(super) struct RevalidationGate(Arc<AtomicI64>);

impl RevalidationGate {
    fn new(from: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(from.0)))
    }

    pub(super) fn try_acquire(&self, now: Timestamp) -> Option<RevalidationPermit> {
        let from = self.0.load(Ordering::Relaxed);
        let acquired =
            now.0 >= from && self.0.compare_exchange(from, BUSY, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        acquired.then(|| RevalidationPermit { gate: self.clone(), next: Timestamp(now.0 + RETRY_AFTER) })
    }

    /// Keeps the gate closed until then. A revalidation that is under way sets a time of its own.
    pub(super) fn close_until(&self, until: Timestamp) {
        self.0.fetch_max(until.0, Ordering::Relaxed);
    }

    pub(super) fn is_busy(&self) -> bool {
        self.0.load(Ordering::Relaxed) == BUSY
    }
}

/// Permission to revalidate. Dropping it, however its task ends, opens the gate again.
pub(super) struct RevalidationPermit {
    gate: RevalidationGate,
    next: Timestamp,
}

impl RevalidationPermit {
    /// The revalidation has failed: the next one has to wait.
    pub(super) fn delay(&mut self, now: Timestamp) {
        self.delay_until(Timestamp(now.0 + RETRY_AFTER));
    }

    pub(super) fn delay_until(&mut self, until: Timestamp) {
        self.next = until;
    }
}

impl Drop for RevalidationPermit {
    fn drop(&mut self) {
        self.gate.0.store(self.next.0, Ordering::Relaxed);
    }
}
