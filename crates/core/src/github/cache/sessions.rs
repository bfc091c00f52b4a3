use std::time::Duration;

use gatehouse_model::Timestamp;
use moka::{policy::EvictionPolicy, sync::Cache};

use crate::session::SessionKey;

/// After an hour every answer is newer than the wish, and none is under way any more.
const KEPT: Duration = Duration::from_hours(1);
const MOST: u64 = 100_000;

/// What the caches of all resources must know of sessions.
#[derive(Clone)]
pub(in crate::github) struct Sessions {
    /// Since when each wants newer answers than those that are kept.
    wanted: Cache<SessionKey, Timestamp>,
    /// How often each was forgotten. A number, and not a mark: whether the session has really ended is known elsewhere.
    endings: Cache<SessionKey, u64>,
}

impl Sessions {
    pub(in crate::github) fn new() -> Self {
        Self { wanted: notes(), endings: notes() }
    }

    /// From now on, `session` wants to see nothing older than `now`.
    pub(in crate::github) fn want_newer(&self, session: SessionKey, now: Timestamp) {
        self.wanted.insert(session, now);
    }

    pub(super) fn wanted_since(&self, session: SessionKey) -> Option<Timestamp> {
        self.wanted.get(&session)
    }

    /// Answers that are under way for `session` come too late.
    pub(in crate::github) fn end(&self, session: SessionKey) {
        self.endings.entry(session).and_upsert_with(|known| known.map_or(1, |known| known.into_value() + 1));
    }

    /// Another number than before where `session` has ended meanwhile.
    pub(super) fn endings(&self, session: SessionKey) -> u64 {
        self.endings.get(&session).unwrap_or_default()
    }
}

/// The newest note is the one that matters: what is full forgets the oldest.
fn notes<V: Clone + Send + Sync + 'static>() -> Cache<SessionKey, V> {
    Cache::builder().max_capacity(MOST).time_to_live(KEPT).eviction_policy(EvictionPolicy::lru()).build()
}
