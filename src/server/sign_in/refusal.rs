use crate::{
    model::{EventKind, Why},
    server::{audit, error::ServerError, security_event::SecurityEvent, session::CurrentSession, state::AppState},
};

/// A sign-in did not finish. Whoever is signed in in that browser may read of it; nobody else can be told.
pub(super) async fn of_sign_in(state: &AppState, current: &CurrentSession, why: Why) -> Result<(), ServerError> {
    SecurityEvent::SignInRefused { why }.record();
    note(state, current, EventKind::SignInFailed(why)).await
}

/// A proof did not finish; the session stays as it was.
pub(super) async fn of_proof(state: &AppState, current: &CurrentSession, why: Why) -> Result<(), ServerError> {
    note(state, current, EventKind::ProofRefused(why)).await
}

async fn note(state: &AppState, current: &CurrentSession, kind: EventKind) -> Result<(), ServerError> {
    let Some(active) = current.active() else { return Ok(()) };
    let mut write = state.db.write().await?;
    audit::of_session(&mut write, active.key, kind, state.clock.now()).await?;
    write.commit().await?;
    Ok(())
}
