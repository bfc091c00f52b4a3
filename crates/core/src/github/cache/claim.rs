use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use gatehouse_model::Timestamp;

/// A question that failed is not asked again for this many seconds.
const PAUSE: i64 = 10;

/// In place of a time: somebody is asking.
const ASKING: i64 = i64::MAX;

/// From when on GitHub may be asked again. One asks at a time, however long that takes; clones are the same.
#[derive(Clone)]
pub(super) struct AskAgain(Arc<AtomicI64>);

impl AskAgain {
    pub(super) fn new(from: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(from.0)))
    }

    /// Whether the caller is the one to ask.
    pub(super) fn claim(&self, now: Timestamp) -> Option<Claim> {
        let from = self.0.load(Ordering::Relaxed);
        let claimed =
            now.0 >= from && self.0.compare_exchange(from, ASKING, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        claimed.then(|| Claim { of: self.clone(), next: Timestamp(now.0 + PAUSE) })
    }

    /// GitHub is not to be asked before `until`. Whoever asks already finds out alone.
    pub(super) fn rest_until(&self, until: Timestamp) {
        self.0.fetch_max(until.0, Ordering::Relaxed);
    }

    /// Whether somebody is asking.
    pub(super) fn is_claimed(&self) -> bool {
        self.0.load(Ordering::Relaxed) == ASKING
    }
}

/// The right to ask, until it is dropped, however its owner ends.
pub(super) struct Claim {
    of: AskAgain,
    next: Timestamp,
}

impl Claim {
    /// The question has failed.
    pub(super) fn pause(&mut self, now: Timestamp) {
        self.rest_until(Timestamp(now.0 + PAUSE));
    }

    /// GitHub is not to be asked before `until`.
    pub(super) fn rest_until(&mut self, until: Timestamp) {
        self.next = until;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.of.0.store(self.next.0, Ordering::Relaxed);
    }
}
