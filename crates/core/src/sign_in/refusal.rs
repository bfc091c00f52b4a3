use gatehouse_model::{AccountEventKind, SignInReason};

use super::flow::Purpose;
use crate::{audit, error::ServerError, session::CurrentSession, state::CoreState, telemetry::SecurityEvent};

/// What went to GitHub for `purpose` came to nothing.
pub(super) async fn of(
    state: &CoreState,
    current: &CurrentSession,
    purpose: Purpose,
    reason: SignInReason,
) -> Result<(), ServerError> {
    match purpose {
        Purpose::SignIn => of_sign_in(state, current, reason).await,
        Purpose::Reauthentication(_) | Purpose::Scopes { .. } => of_reauthentication(state, current, reason).await,
    }
}

/// A sign-in did not finish. Whoever is signed in in that browser may read of it; nobody else can be told.
async fn of_sign_in(state: &CoreState, current: &CurrentSession, reason: SignInReason) -> Result<(), ServerError> {
    SecurityEvent::SignInRefused { reason }.record();
    note(state, current, AccountEventKind::SignInFailed(reason)).await
}

/// A reauthentication did not finish; the session stays as it was.
async fn of_reauthentication(
    state: &CoreState,
    current: &CurrentSession,
    reason: SignInReason,
) -> Result<(), ServerError> {
    note(state, current, AccountEventKind::ReauthenticationFailed(reason)).await
}

async fn note(state: &CoreState, current: &CurrentSession, kind: AccountEventKind) -> Result<(), ServerError> {
    let Some(active) = current.active() else { return Ok(()) };
    let mut write = state.db.write().await?;
    audit::of_session(&mut write, active.key, kind, state.clock.now()).await?;
    write.commit().await?;
    Ok(())
}
