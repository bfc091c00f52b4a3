use gatehouse_model::Timestamp;

use super::{ActiveSession, EndReason};
use crate::config::SessionLimits;

/// Why `session` is over at `now`, if it is: the absolute limit first, then the idle one, then the refresh token's own
/// date, after which the access token can never be renewed.
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

/// Until when `session` counts as fresh, if it does at `now`: its viewer proved at GitHub lately that it is them.
#[must_use]
pub fn fresh_until(session: &ActiveSession, limits: &SessionLimits, now: Timestamp) -> Option<Timestamp> {
    Some(Timestamp(session.fresh_at.0 + limits.fresh)).filter(|until| now < *until)
}
