use std::sync::Arc;

use axum::{extract::State, response::Response};
use gatehouse_core::{
    access, audit,
    error::ServerError,
    oauth::ApplicationError,
    session::ActiveSession,
    sign_in::{redirect_signed_out, see_other},
    state::CoreState,
    token_set::TokenSetError,
};
use gatehouse_model::{AccountEventKind, Flash, SensitiveAction, SignInReason};

use super::{ActionForm, ViewerForm, allowed, forget, redirect_with};

/// `POST /settings/disconnect`: deletes the viewer's grant at GitHub while they wait. Only GitHub's yes ends their
/// sessions: put off, it would delete the grant of tomorrow's sign-in.
///
/// # Errors
///
/// When the database does not answer.
pub async fn disconnect(
    State(state): State<CoreState>,
    ViewerForm { session: active, form }: ViewerForm<ActionForm>,
) -> Result<Response, ServerError> {
    if let Some(answer) = allowed(&state, &active, &SensitiveAction::Disconnect, form.nonce.as_deref()).await? {
        return Ok(answer);
    }
    // In a task of its own: what GitHub has deleted must not go on here because somebody hung up.
    let task = state.tasks.spawn(delete_grant(state.clone(), active));
    match task.await.map_err(|_| ServerError::TaskEnded)?? {
        Outcome::Deleted => redirect_signed_out(&state.config.public_url, "/sign-in", SignInReason::Disconnected),
        Outcome::NotConfirmed => redirect_with(&state, "/settings", Flash::DisconnectFailed),
        // The guard says why at the same page.
        Outcome::SessionOver => see_other("/settings"),
    }
}

enum Outcome {
    Deleted,
    NotConfirmed,
    /// GitHub had ended the grant before, and the session has ended for it.
    SessionOver,
}

async fn delete_grant(state: CoreState, active: Arc<ActiveSession>) -> Result<Outcome, ServerError> {
    let (issuer, viewer) = (&active.issuer, active.github_id);
    // Before GitHub is asked: somebody may sign in while it answers, and that pair it has not deleted.
    let deleted = state.lifecycle.token_sets_of(issuer, viewer, state.oauth.client_id()).await?;
    let refused = match access::access_token(&state, active.key).await {
        Err(error) => Refused::by(error)?,
        Ok(held) => match state.oauth.revoke_grant(&held.token).await {
            Ok(()) => {
                forget(&state, state.lifecycle.disconnected(issuer, viewer, &deleted).await?);
                return Ok(Outcome::Deleted);
            }
            // It may not know the token because the grant is gone already.
            Err(ApplicationError::Status(status)) => match access::verify(&state, active.key).await {
                Ok(()) => Refused::NotConfirmed(format!("status {status}")),
                Err(error) => Refused::by(error)?,
            },
            Err(error) => Refused::NotConfirmed(error.to_string()),
        },
    };
    let Refused::NotConfirmed(cause) = refused else { return Ok(Outcome::SessionOver) };
    tracing::warn!(session = ?active.key, cause, "GitHub did not confirm that it deleted the grant");
    let mut write = state.db.write().await?;
    audit::record_for_session(&mut write, active.key, AccountEventKind::DisconnectFailed, state.clock.now()).await?;
    write.commit().await?;
    Ok(Outcome::NotConfirmed)
}

/// Why GitHub has not said yes.
enum Refused {
    NotConfirmed(String),
    SessionOver,
}

impl Refused {
    fn by(error: TokenSetError) -> Result<Self, ServerError> {
        match error {
            TokenSetError::Dead { .. } | TokenSetError::Gone => Ok(Self::SessionOver),
            TokenSetError::Database(error) => Err(error.into()),
            error => Ok(Self::NotConfirmed(error.to_string())),
        }
    }
}

/// `POST /settings/delete-data`: ends every session and deletes what is kept about the viewer. What the revocation queue
/// still needs stays, sealed, for a week at most.
///
/// # Errors
///
/// When the database does not answer; then the sessions stand, and only old events may be gone.
pub async fn delete_data(
    State(state): State<CoreState>,
    ViewerForm { session: active, form }: ViewerForm<ActionForm>,
) -> Result<Response, ServerError> {
    if let Some(answer) = allowed(&state, &active, &SensitiveAction::DeleteData, form.nonce.as_deref()).await? {
        return Ok(answer);
    }
    // In a task of its own: the database's log must forget, too, whoever hangs up.
    let (lifecycle, viewer) = (state.lifecycle.clone(), Arc::clone(&active));
    let task = state.tasks.spawn(async move { lifecycle.delete_viewer(&viewer.issuer, viewer.github_id).await });
    forget(&state, task.await.map_err(|_| ServerError::TaskEnded)??);
    redirect_signed_out(&state.config.public_url, "/", Flash::Deleted)
}
