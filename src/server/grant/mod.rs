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
pub use error::GrantError;
pub use row::generation_of;
pub use store::{insert, move_to, remove, replace};

use std::{sync::Arc, time::Duration};

use tokio_util::task::TaskTracker;

use self::gate::Gate;
use super::{clock::Clock, crypto::Keyring, db::Db, oauth::OAuth};

/// How a refresh is timed. The deadline of the call to GitHub must be shorter than the lease.
#[derive(Clone, Copy, Debug)]
pub struct RefreshTiming {
    /// Seconds before its end at which an access token is renewed.
    pub ahead: i64,
    /// Up to so many seconds earlier still, so that what began together is not renewed together.
    pub jitter: i64,
    /// Seconds for which one process may refresh alone.
    pub lease: i64,
    /// Seconds after a failure in which GitHub is not asked again for the same grant.
    pub pause: i64,
    /// How long a request waits for a new pair.
    pub patience: Duration,
    /// How long an answer is held in memory while the database does not take it.
    pub hold: Duration,
}

impl Default for RefreshTiming {
    fn default() -> Self {
        Self {
            ahead: 300,
            jitter: 60,
            lease: 15,
            pause: 5,
            patience: Duration::from_secs(12),
            hold: Duration::from_secs(20),
        }
    }
}

/// The grants of all sessions. Clones are cheap and share the gate.
#[derive(Clone)]
pub struct Grants(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    keyring: Arc<Keyring>,
    oauth: Arc<OAuth>,
    timing: RefreshTiming,
    gate: Gate,
}

impl Grants {
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
