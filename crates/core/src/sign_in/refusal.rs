use gatehouse_model::{EventKind, Why};

use super::flow::Purpose;
use crate::{audit, error::ServerError, security_event::SecurityEvent, session::CurrentSession, state::CoreState};

/// What went to GitHub for `purpose` came to nothing.
pub(super) async fn of(
    state: &CoreState,
    current: &CurrentSession,
    purpose: Purpose,
    why: Why,
) -> Result<(), ServerError> {
    match purpose {
        Purpose::SignIn => of_sign_in(state, current, why).await,
        Purpose::Proof(_) | Purpose::Scopes { .. } => of_proof(state, current, why).await,
    }
}

/// A sign-in did not finish. Whoever is signed in in that browser may read of it; nobody else can be told.
async fn of_sign_in(state: &CoreState, current: &CurrentSession, why: Why) -> Result<(), ServerError> {
    SecurityEvent::SignInRefused { why }.record();
    note(state, current, EventKind::SignInFailed(why)).await
}

/// A proof did not finish; the session stays as it was.
async fn of_proof(state: &CoreState, current: &CurrentSession, why: Why) -> Result<(), ServerError> {
    note(state, current, EventKind::ProofRefused(why)).await
}

async fn note(state: &CoreState, current: &CurrentSession, kind: EventKind) -> Result<(), ServerError> {
    let Some(active) = current.active() else { return Ok(()) };
    let mut write = state.db.write().await?;
    audit::of_session(&mut write, active.key, kind, state.clock.now()).await?;
    write.commit().await?;
    Ok(())
}
