use std::sync::Arc;

use axum::{extract::State, response::Response};
use gatehouse_core::{error::ServerError, sign_in::redirect_signed_out, state::CoreState};
use gatehouse_model::{Flash, SensitiveAction};

use super::{ActionForm, ViewerForm, allowed, forget};

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
