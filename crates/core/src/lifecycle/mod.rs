//! Every beginning and ending of a session, one transaction each. No other module writes these tables' rows away.
//!
//! | event | session row | token set | revocation queue |
//! |---|---|---|---|
//! | [`Lifecycle::begin`] | the pending row becomes active; an earlier session of this browser ends | new | the earlier one's |
//! | [`Lifecycle::refuse`] | unchanged | – | the pair just received |
//! | [`Lifecycle::reauthenticate`] | new id, same facts, fresh now | kept, or the reauthentication's pair in its place | the other of the two |
//! | [`Lifecycle::end`], [`Lifecycle::end_device`], [`Lifecycle::end_all_but`], [`Lifecycle::sweep`], the cap | gone, a tombstone stays | gone | its pair |
//! | [`Lifecycle::end_dead`] | gone, a tombstone stays | gone, it was dead | its pair, where it may live after all |
//! | [`Lifecycle::disconnected`] | all of the viewer's gone | gone | theirs cancelled |
//! | [`Lifecycle::delete_viewer`] | all of the viewer's gone, decoys too, and the viewer | gone | their pairs |
//! | [`Lifecycle::begin_decoy`], [`Lifecycle::end_decoy`] | a decoy comes and goes without a trace | none | – |

mod begin;
mod decoy;
mod end;
mod reauthenticate;
mod refuse;
mod sweep;
mod viewer;

pub use begin::{Begin, Begun};
pub use reauthenticate::Reauthenticate;
pub use sweep::Swept;
pub use viewer::flow_owner;

use std::{sync::Arc, time::Duration};

use super::{clock::Clock, config::SessionLimits, crypto::Keyring, db::Db};

/// Whoever writes batch after batch rests this long between two: those who wait for the write lock look for it ten times
/// a second, and would else find it taken until they give up.
pub const BREATH: Duration = Duration::from_millis(100);

/// The writer of session lives.
#[derive(Clone)]
pub struct Lifecycle {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) keyring: Arc<Keyring>,
    pub(super) limits: SessionLimits,
}

impl Lifecycle {
    #[must_use]
    pub fn new(db: Db, clock: Clock, keyring: Arc<Keyring>, limits: SessionLimits) -> Self {
        Self { db, clock, keyring, limits }
    }

    /// The limits sessions live under.
    #[must_use]
    pub fn limits(&self) -> &SessionLimits {
        &self.limits
    }
}
