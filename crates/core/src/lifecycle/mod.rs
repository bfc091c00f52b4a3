//! Every beginning and end of a session, each in one transaction. No other module deletes these tables' rows.
//!
//! | event | session row | token set | revocation queue |
//! |---|---|---|---|
//! | [`Lifecycle::begin`] | the pending row becomes active; this browser's earlier session ends | new | the earlier session's pair |
//! | [`Lifecycle::refuse`] | unchanged | – | the pair just received |
//! | [`Lifecycle::reauthenticate`] | new id, same facts, fresh now | kept, or the reauthentication's pair in its place | the other of the two |
//! | [`Lifecycle::end`], [`Lifecycle::end_device`], [`Lifecycle::end_all_but`], [`Lifecycle::sweep`], the cap | gone, a tombstone stays | gone | its pair |
//! | [`Lifecycle::end_dead`] | gone, a tombstone stays | gone, it was dead | its pair, if it may live after all |
//! | [`Lifecycle::disconnected`] | all of the viewer's gone | gone | theirs cancelled |
//! | [`Lifecycle::delete_viewer`] | all of the viewer's gone, decoys too, and the viewer | gone | their pairs |
//! | [`Lifecycle::begin_decoy`], [`Lifecycle::end_decoy`] | a decoy comes and goes without a trace | none | – |

mod begin;
mod end;
mod sweep;

pub use begin::{FinishedReauthentication, FinishedSignIn, StartedSession};
pub use sweep::Swept;

use std::{sync::Arc, time::Duration};

use gatehouse_model::Timestamp;
use tower_sessions::session::Id;

use super::{
    clock::Clock,
    config::SessionLimits,
    crypto::{Keyring, random_id},
    db::{Db, Error, revocations, sessions},
    session::{ActiveSession, SessionKey},
    token::{SealedPair, TokenOwner, TokenPair},
};

/// The pause between two batches of writes: those who wait for the write lock look for it ten times a second, and would
/// otherwise find it taken until they give up.
pub const BATCH_PAUSE: Duration = Duration::from_millis(100);

/// In seconds. A decoy is used at once.
const DECOY_LIFE: i64 = 60;

/// Begins and ends sessions.
#[derive(Clone)]
pub struct Lifecycle {
    db: Db,
    clock: Clock,
    keyring: Arc<Keyring>,
    limits: SessionLimits,
}

impl Lifecycle {
    #[must_use]
    pub fn new(db: Db, clock: Clock, keyring: Arc<Keyring>, limits: SessionLimits) -> Self {
        Self { db, clock, keyring, limits }
    }

    #[must_use]
    pub fn limits(&self) -> &SessionLimits {
        &self.limits
    }

    /// Queues a pair that GitHub gave and no session will use.
    ///
    /// # Errors
    ///
    /// If the database fails; the pair is then lost, and lives at GitHub until it expires.
    pub async fn refuse(&self, owner: TokenOwner, pair: &TokenPair) -> Result<(), Error> {
        let sealed = SealedPair::seal(&self.keyring, owner, pair);
        let queued = async {
            let mut write = self.db.write_critical().await?;
            revocations::queue_pair(&mut write, &sealed, self.clock.now()).await?;
            write.commit().await
        };
        queued.await.inspect_err(|error| {
            let viewer = sealed.owner.viewer;
            tracing::error!(target: "security", event = "pair-lost", viewer, %error, "a pair could not be queued");
        })
    }

    /// Begins a session for `/inside` to attack. It counts as `viewer`'s, opens nothing at GitHub since it has no token set,
    /// and its id never leaves this process.
    pub async fn begin_decoy(&self, viewer: &ActiveSession) -> Result<Id, Error> {
        let (id, now) = (Id::default(), self.clock.now());
        let absolute_at = Timestamp(now.0 + DECOY_LIFE);
        sessions::insert_decoy(&self.db, SessionKey::from_id(id), viewer, &random_id::<8>(), now, absolute_at).await?;
        Ok(id)
    }

    /// Ends a decoy, which leaves nothing behind.
    ///
    /// # Errors
    ///
    /// If the database fails; the sweep ends it then.
    pub async fn end_decoy(&self, id: Id) -> Result<(), Error> {
        sessions::delete_decoy(&self.db, SessionKey::from_id(id)).await
    }
}
