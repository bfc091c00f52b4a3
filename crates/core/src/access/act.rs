use gatehouse_model::{Act, EventKind, Moment};

use super::{GitHub, waiting};
use crate::{
    audit,
    db::Error,
    github::GitHubError,
    session::{self, ActiveSession},
    state::CoreState,
};

/// Whether a sensitive act may be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    Yes,
    /// The session is not fresh: the act waits, and `/prove` is next.
    AfterProof,
    /// The form was sent before.
    SpentBefore,
}

/// Asks for a fresh session before `act`. `spend` comes with the form of `/prove` and is good once.
///
/// # Errors
///
/// When the database does not answer; then nothing is allowed.
pub async fn require_fresh(
    state: &CoreState,
    session: &ActiveSession,
    act: &Act,
    spend: Option<&str>,
) -> Result<Allowed, Error> {
    let now = state.clock.now();
    if fresh_until(state, session, now).is_none() && !(act.is_ours_alone() && cannot_prove(state, session).await) {
        // Asked for again and again, one thing or another, it is noted once.
        let known = waiting::of(state, session).await?.is_some();
        waiting::store(state, session, act).await?;
        if !known {
            let mut write = state.db.write().await?;
            audit::of_session(&mut write, session.key, EventKind::ProofAsked, now).await?;
            write.commit().await?;
        }
        return Ok(Allowed::AfterProof);
    }
    let Some(spend) = spend else { return Ok(Allowed::Yes) };
    let waited = waiting::take(state, session, spend, now).await?;
    Ok(if waited.is_some_and(|waited| waited == *act) { Allowed::Yes } else { Allowed::SpentBefore })
}

/// Whether GitHub has suspended the account, and so lets it prove nothing. What its owner may still want is to be gone from
/// here. GitHub is asked with the session's own token; the proof's would be of whatever account was chosen there.
async fn cannot_prove(state: &CoreState, session: &ActiveSession) -> bool {
    session.issuer == state.oauth.issuer()
        && matches!(GitHub::of(state, session).profile().await, Err(GitHubError::Suspended))
}

pub(super) fn fresh_until(state: &CoreState, session: &ActiveSession, now: Moment) -> Option<Moment> {
    session::fresh_until(session, state.lifecycle.limits(), now)
}
