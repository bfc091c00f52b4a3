use std::time::Duration;

use crate::{model::Moment, server::session_key::SessionKey};

/// A wish is older than every answer after an hour.
const KEPT: Duration = Duration::from_hours(1);

/// Since when each session wants newer answers than those that are kept. Shared by the caches of all resources.
#[derive(Clone)]
pub(in crate::server::github) struct Wanted(moka::sync::Cache<SessionKey, Moment>);

impl Wanted {
    pub(in crate::server::github) fn new() -> Self {
        Self(moka::sync::Cache::builder().max_capacity(100_000).time_to_live(KEPT).build())
    }

    /// From now on, `session` wants to see nothing older than `now`.
    pub(in crate::server::github) fn note(&self, session: SessionKey, now: Moment) {
        self.0.insert(session, now);
    }

    pub(super) fn since(&self, session: SessionKey) -> Option<Moment> {
        self.0.get(&session)
    }
}
