//! The server's record behind the cookie: who a session belongs to, and whether it is still active.
//!
//! This module reads. Only `lifecycle` begins and ends sessions.

mod cookie;
mod current;
mod store;

pub use cookie::{COOKIE_LIFE_PAST_ABSOLUTE, SessionCookie, cookie_pair, remove_cookie, set_cookie};
pub use current::{CurrentSession, EndReason};
pub use store::{handle, store_is_busy};

use gatehouse_model::{Timestamp, Viewer};
use tower_sessions::session::Id;

use super::{
    config::SessionLimits,
    crypto::sha256,
    db::{Db, Error, sessions, tombstones},
};

/// The SHA-256 of a session's id: its name everywhere but in the cookie. It opens nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey([u8; 32]);

impl SessionKey {
    #[must_use]
    pub fn from_id(id: Id) -> Self {
        Self(sha256(&id.0.to_le_bytes()))
    }

    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<Vec<u8>> for SessionKey {
    type Error = Vec<u8>;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

/// The first four bytes: enough to follow a session through a log, too little to find it.
impl std::fmt::Debug for SessionKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// A session that has not ended, with what a page needs to know of its viewer and token set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveSession {
    pub key: SessionKey,
    pub viewer: Viewer,
    /// With [`ActiveSession::github_id`] the viewer's key.
    pub issuer: String,
    pub github_id: i64,
    /// Names the device in forms; stays when the session gets a new id.
    pub device: String,
    /// When the viewer last authenticated at GitHub.
    pub fresh_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub absolute_at: Timestamp,
    /// Rises with every new pair; part of every cache key.
    pub generation: i64,
    pub refresh_expires_at: Option<Timestamp>,
}

/// What the database knows of a session id.
#[derive(Debug)]
pub enum SessionStatus {
    Active(Box<ActiveSession>),
    Ended(EndReason),
    /// Made up, pending, or forgotten.
    Unknown,
}

/// Looks a session up: one query for an active one, two for any other.
pub async fn resolve(db: &Db, key: SessionKey, now: Timestamp) -> Result<SessionStatus, Error> {
    if let Some(session) = sessions::find_live(db, key).await? {
        return Ok(SessionStatus::Active(Box::new(session)));
    }
    let reason = tombstones::reason(db, key, now).await?;
    Ok(reason.map_or(SessionStatus::Unknown, SessionStatus::Ended))
}

/// Why `session` is over at `now`, if it is: the absolute limit first, then the idle one, then the refresh token's own
/// expiry, after which the access token can never be renewed.
#[must_use]
pub fn passed_limit(session: &ActiveSession, limits: &SessionLimits, now: Timestamp) -> Option<EndReason> {
    if now >= session.absolute_at {
        Some(EndReason::Absolute)
    } else if now.0 - session.last_seen_at.0 >= limits.idle {
        Some(EndReason::Idle)
    } else {
        session.refresh_expires_at.filter(|end| now >= *end).map(|_| EndReason::TokensDead)
    }
}

/// When `session` stops being fresh, if it is fresh at `now`. Fresh means that its viewer recently authenticated at GitHub.
#[must_use]
pub fn fresh_until(session: &ActiveSession, limits: &SessionLimits, now: Timestamp) -> Option<Timestamp> {
    Some(Timestamp(session.fresh_at.0 + limits.fresh)).filter(|until| now < *until)
}

/// In seconds. The idle clock is written this often at most; more often only if the idle limit itself is minutes.
const TOUCH_INTERVAL: i64 = 60;

fn touch_interval(limits: &SessionLimits) -> i64 {
    TOUCH_INTERVAL.min(limits.idle / 10)
}

/// Whether the session's idle clock is due to be written at `now`.
#[must_use]
pub fn is_touch_due(session: &ActiveSession, limits: &SessionLimits, now: Timestamp) -> bool {
    now.0 - session.last_seen_at.0 >= touch_interval(limits)
}

/// Records that the session was used at `now`: one conditional UPDATE a minute at most, however many requests race.
pub async fn touch(db: &Db, session: &ActiveSession, limits: &SessionLimits, now: Timestamp) -> Result<(), Error> {
    sessions::touch(db, session.key, Timestamp(now.0 - touch_interval(limits)), now).await
}
