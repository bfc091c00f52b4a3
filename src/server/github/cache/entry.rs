use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use crate::model::{Dated, Moment};

/// A question that failed is not asked again for this many seconds.
const PAUSE: i64 = 10;

/// One answer, who may ask for it again, and since when it holds.
pub(in crate::server::github) struct Entry<T> {
    pub(in crate::server::github) value: T,
    pub(super) bytes: usize,
    /// When GitHub last vouched for the value.
    as_of: AtomicI64,
    /// GitHub may be asked again from here on; moved ahead by whoever asks, so that only one does.
    ask_from: AtomicI64,
}

impl<T> Entry<T> {
    pub(super) fn new(value: T, bytes: usize, now: Moment) -> Arc<Self> {
        let (as_of, ask_from) = (AtomicI64::new(now.0), AtomicI64::new(now.0));
        Arc::new(Self { value, bytes, as_of, ask_from })
    }

    /// A longer value in place of this one, no newer than it.
    pub(super) fn grown(&self, value: T, bytes: usize) -> Arc<Self> {
        let copy = |number: &AtomicI64| AtomicI64::new(number.load(Ordering::Relaxed));
        Arc::new(Self { value, bytes, as_of: copy(&self.as_of), ask_from: copy(&self.ask_from) })
    }

    /// Whether GitHub vouched for the value before `moment`.
    pub(super) fn is_older_than(&self, moment: Moment) -> bool {
        self.as_of.load(Ordering::Relaxed) < moment.0
    }

    pub(super) fn age(&self, now: Moment) -> i64 {
        now.0 - self.as_of.load(Ordering::Relaxed)
    }

    /// GitHub has said that the value still holds.
    pub(super) fn confirm(&self, now: Moment) {
        self.as_of.store(now.0, Ordering::Relaxed);
    }

    /// GitHub is not to be asked before `until`.
    pub(super) fn rest_until(&self, until: Moment) {
        self.ask_from.store(until.0, Ordering::Relaxed);
    }

    /// Whether the caller is the one to ask again.
    pub(super) fn claim(&self, now: Moment) -> bool {
        let from = self.ask_from.load(Ordering::Relaxed);
        let next = now.0 + PAUSE;
        now.0 >= from && self.ask_from.compare_exchange(from, next, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    pub(super) fn dated(self: Arc<Self>, now: Moment, refreshing: bool) -> Dated<Arc<Self>> {
        let as_of = Moment(self.as_of.load(Ordering::Relaxed));
        Dated { value: self, as_of, now: now.max(as_of), refreshing }
    }
}
