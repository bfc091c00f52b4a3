//! The GitHub tokens of one session, sealed at rest, and their refresh with one winner.
//!
//! ```text
//! access_token ── row ── need ──┬─ none ─────────────────────────────► the token
//!                               └─ refresh ── gate (one a process)
//!                                   lease (one of all processes, by the database's clock) ── sent_at
//!                                   GitHub ── saved: compare-and-swap on the generation ──► the new token
//! ```
//!
//! GitHub's refresh tokens are single use, and using one kills the old access token at once: there is no second chance.
//! The answer is saved before anybody uses it, and an answer that finds its generation gone is queued for revocation.

mod due;
mod error;
mod gate;
mod lease;
mod need;
mod renew;
mod row;
mod save;
mod settle;
mod store;
mod tokens;

pub use due::due;
pub use error::TokenSetError;
pub use row::generation_of;
pub use store::{insert, move_to, remove, replace};

use std::sync::Arc;

use tokio_util::task::TaskTracker;

use self::gate::Gate;
use super::{clock::Clock, config::RefreshTiming, crypto::Keyring, db::Db, oauth::OAuth};

/// The token sets of all sessions. Clones are cheap and share the gate.
#[derive(Clone)]
pub struct TokenSets(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    keyring: Arc<Keyring>,
    oauth: Arc<OAuth>,
    timing: RefreshTiming,
    gate: Gate,
}

impl TokenSets {
    /// `tasks` is waited for when the process stops: an answer of GitHub must find its row.
    #[must_use]
    pub fn new(
        db: Db,
        clock: Clock,
        keyring: Arc<Keyring>,
        oauth: Arc<OAuth>,
        timing: RefreshTiming,
        tasks: TaskTracker,
    ) -> Self {
        Self(Arc::new(Inner { db, clock, keyring, oauth, timing, gate: Gate::new(tasks) }))
    }
}
