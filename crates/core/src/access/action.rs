use gatehouse_model::{AccountEventKind, SensitiveAction, Timestamp};

use super::{GitHub, waiting};
use crate::{
    audit,
    db::Error,
    github::{self, GitHubError},
    session::{self, ActiveSession},
    state::CoreState,
};

/// Whether a sensitive action may be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    Yes,
    /// The session is not fresh: the action waits, and `/reauthenticate` is next.
    AfterReauthentication,
    /// The form was sent before.
    NonceUsed,
}

/// Asks for a fresh session before `action`. `nonce` comes with the form of `/reauthenticate` and is good once.
///
/// # Errors
///
/// When the database does not answer; then nothing is allowed.
pub async fn require_fresh(
    state: &CoreState,
    session: &ActiveSession,
    action: &SensitiveAction,
    nonce: Option<&str>,
) -> Result<Allowed, Error> {
    let now = state.clock.now();
    if fresh_until(state, session, now).is_none() && !(action.is_local() && cannot_reauthenticate(state, session).await)
    {
        // Asked for again and again, one thing or another, it is noted once.
        let known = waiting::of(state, session).await?.is_some();
        waiting::store(state, session, action).await?;
        if !known {
            let mut write = state.db.write().await?;
            audit::of_session(&mut write, session.key, AccountEventKind::ReauthenticationRequired, now).await?;
            write.commit().await?;
        }
        return Ok(Allowed::AfterReauthentication);
    }
    let Some(nonce) = nonce else { return Ok(Allowed::Yes) };
    let waited = waiting::take(state, session, nonce, now).await?;
    Ok(if waited.is_some_and(|waited| waited == *action) { Allowed::Yes } else { Allowed::NonceUsed })
}

/// Whether GitHub has suspended the account, and so lets it prove nothing. What its owner may still want is to be gone from
/// here. GitHub is asked with the session's own token; the reauthentication's would be of whatever account was chosen there.
async fn cannot_reauthenticate(state: &CoreState, session: &ActiveSession) -> bool {
    session.issuer == state.oauth.issuer()
        && matches!(GitHub::for_session(state, session).get(github::Profile).await, Err(GitHubError::Suspended))
}

pub(super) fn fresh_until(state: &CoreState, session: &ActiveSession, now: Timestamp) -> Option<Timestamp> {
    session::fresh_until(session, state.lifecycle.limits(), now)
}
