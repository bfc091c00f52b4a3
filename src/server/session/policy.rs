use super::{ActiveSession, EndReason};
use crate::{model::Moment, server::config::SessionLimits};

/// A limit that a session has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// No request for too long.
    Idle,
    /// Too long since sign-in; nothing extends this.
    Absolute,
    /// The refresh token is dead by its own date, so the access token cannot be renewed again.
    Refresh,
}

impl Limit {
    /// What the tombstone says.
    #[must_use]
    pub fn reason(self) -> EndReason {
        match self {
            Self::Idle => EndReason::Idle,
            Self::Absolute => EndReason::Absolute,
            Self::Refresh => EndReason::GrantDead,
        }
    }
}

/// The limit `session` has passed at `now`, if any. The absolute one is named first.
#[must_use]
pub fn passed_limit(session: &ActiveSession, limits: &SessionLimits, now: Moment) -> Option<Limit> {
    if now >= session.absolute_at {
        Some(Limit::Absolute)
    } else if now.0 - session.last_seen_at.0 >= limits.idle {
        Some(Limit::Idle)
    } else {
        session.refresh_expires_at.filter(|end| now >= *end).map(|_| Limit::Refresh)
    }
}
