//! What a rendered page was made of, so that it can be told later whether it would still be made of the same.

use std::{
    any::TypeId,
    sync::{Arc, Mutex, PoisonError},
};

use gatehouse_model::{Allowances, Timestamp};

use super::cache::CacheKey;

/// One of GitHub's answers, as the cache had it.
#[derive(Clone, Debug)]
pub(super) struct AnswerStamp {
    pub(super) value_type: TypeId,
    pub(super) key: CacheKey,
    pub(super) entry: u64,
    pub(super) as_of: Timestamp,
}

/// Everything that was read for one page.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    pub(super) answers: Vec<AnswerStamp>,
    pub(super) allowances: Option<Allowances>,
    /// What the database had to say of the viewer, if it was asked.
    pub(crate) database: Option<String>,
    passing: bool,
}

impl Observed {
    /// Whether some of it will not be the same for long: an error, or an answer that is being replaced.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.passing
    }

    /// When one of the allowances is full again.
    #[must_use]
    pub fn allowances_reset_at(&self) -> Option<Timestamp> {
        let Allowances { rest, graphql } = self.allowances?;
        rest.iter().chain(&graphql).map(|allowance| allowance.resets_at).min()
    }
}

/// Notes what is read. Clones note into one place.
#[derive(Clone, Debug, Default)]
pub struct Observer(Arc<Mutex<Observed>>);

impl Observer {
    /// What has been read so far.
    #[must_use]
    pub fn observed(&self) -> Observed {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn passing(&self) {
        self.note(|observed| observed.passing = true);
    }

    pub(crate) fn note(&self, change: impl FnOnce(&mut Observed)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
