use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use gatehouse_core::session::SessionKey;
use gatehouse_model::{AttemptOutcome, Timestamp};

/// So many seconds a story is told: reloading the page soon after shows it again, and a later visit shows none.
const TOLD_FOR: i64 = 60;

type Kept = HashMap<SessionKey, (AttemptOutcome, Timestamp)>;

/// How each session's latest attempt went, for the page that its 303 leads to. Not in the address: anybody can write one
/// that tells of what never happened. Another process does not know of it, and its page tells nothing.
#[derive(Default)]
pub struct AttemptOutcomes(Mutex<Kept>);

impl AttemptOutcomes {
    /// Keeps `outcome` in the place of an earlier one, and forgets those that are over.
    pub fn keep(&self, session: SessionKey, outcome: AttemptOutcome, now: Timestamp) {
        let mut kept = self.kept();
        kept.retain(|_, (_, until)| now < *until);
        kept.insert(session, (outcome, Timestamp(now.0 + TOLD_FOR)));
    }

    /// How the session's latest attempt went, if that was just now.
    pub fn of(&self, session: SessionKey, now: Timestamp) -> Option<AttemptOutcome> {
        self.kept().get(&session).filter(|(_, until)| now < *until).map(|(outcome, _)| *outcome)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
