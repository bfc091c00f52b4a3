use gatehouse_model::{AccountEventKind, PendingAction, SensitiveAction, Timestamp};

use super::GitHub;
use crate::{
    audit,
    crypto::{Binding, SecretKind, random_secret},
    db::{
        Error,
        pending_actions::{self, PendingActionRow},
    },
    github::{self, GitHubError},
    session::{self, ActiveSession},
    state::CoreState,
};

/// In seconds. An action waits this long for its reauthentication.
const PENDING_LIFE: i64 = 600;

/// Whether a sensitive action may be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    Yes,
    /// The session is not fresh: the action waits, and `/reauthenticate` is next.
    AfterReauthentication,
    /// The form was sent before.
    NonceUsed,
}

/// Requires a fresh session for `action`. `nonce` comes with the form of `/reauthenticate` and is good once.
///
/// # Errors
///
/// If the database fails; nothing is allowed then.
pub async fn require_fresh(
    state: &CoreState,
    session: &ActiveSession,
    action: &SensitiveAction,
    nonce: Option<&str>,
) -> Result<Allowed, Error> {
    let now = state.clock.now();
    if fresh_until(state, session, now).is_none() && !(action.is_local() && cannot_reauthenticate(state, session).await)
    {
        // However often and for whatever action it is required, it is recorded once.
        let recorded = pending(state, session).await?.is_some();
        save(state, session, action).await?;
        if !recorded {
            let mut write = state.db.write().await?;
            let required = AccountEventKind::ReauthenticationRequired;
            audit::record_for_session(&mut write, session.key, required, now).await?;
            write.commit().await?;
        }
        return Ok(Allowed::AfterReauthentication);
    }
    let Some(nonce) = nonce else { return Ok(Allowed::Yes) };
    let taken = pending_actions::take(&state.db, session.key, nonce, now).await?;
    let pending = taken.and_then(|row| open(state, session, row));
    Ok(if pending.is_some_and(|pending| pending.action == *action) { Allowed::Yes } else { Allowed::NonceUsed })
}

/// Whether GitHub has suspended the account, whose viewer then cannot reauthenticate, but may still want to be gone from
/// here. GitHub is asked with the session's own token: the reauthentication's would be of whatever account was chosen there.
async fn cannot_reauthenticate(state: &CoreState, session: &ActiveSession) -> bool {
    session.issuer == state.oauth.issuer()
        && matches!(GitHub::for_session(state, session).get(github::Profile).await, Err(GitHubError::Suspended))
}

pub(super) fn fresh_until(state: &CoreState, session: &ActiveSession, now: Timestamp) -> Option<Timestamp> {
    session::fresh_until(session, state.lifecycle.limits(), now)
}

/// The action that waits for the session's reauthentication, unless its key is unknown here.
pub(super) async fn pending(state: &CoreState, session: &ActiveSession) -> Result<Option<PendingAction>, Error> {
    let row = pending_actions::find(&state.db, session.key, state.clock.now()).await?;
    Ok(row.and_then(|row| open(state, session, row)))
}

/// An action that waits already is replaced.
async fn save(state: &CoreState, session: &ActiveSession, action: &SensitiveAction) -> Result<(), Error> {
    let nonce = random_secret();
    let plain = serde_json::to_vec(action).map_err(|error| Error::Encode(error.into()))?;
    let action = state.config.keyring.seal(&plain, bound(&nonce, session));
    let expires_at = Timestamp(state.clock.now().0 + PENDING_LIFE);
    pending_actions::upsert(&state.db, session.key, PendingActionRow { nonce, action }, expires_at).await
}

fn open(state: &CoreState, session: &ActiveSession, row: PendingActionRow) -> Option<PendingAction> {
    let plain = state.config.keyring.open(&row.action, bound(&row.nonce, session)).ok()?;
    let action = serde_json::from_slice(&plain).ok()?;
    Some(PendingAction { nonce: row.nonce, action })
}

fn bound<'a>(nonce: &'a str, session: &'a ActiveSession) -> Binding<'a> {
    Binding { kind: SecretKind::PendingAction, row: nonce, issuer: &session.issuer, viewer: session.github_id }
}
