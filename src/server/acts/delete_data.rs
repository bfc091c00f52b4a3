use axum::{extract::State, response::Response};

use super::{ActForm, Acting, allowed, forget};
use crate::{
    model::{Act, Done},
    server::{error::ServerError, sign_in::leave, state::AppState},
};

/// `POST /settings/delete-data`: ends every session and deletes what is kept about the viewer. What the revocation queue
/// still needs stays, sealed, for a week at most.
///
/// # Errors
///
/// When the database does not answer; then the sessions stand, and only old events may be gone.
pub async fn delete_data(
    State(state): State<AppState>,
    Acting { session: active, form }: Acting<ActForm>,
) -> Result<Response, ServerError> {
    if let Some(answer) = allowed(&state, &active, &Act::DeleteData, form.spend.as_deref()).await? {
        return Ok(answer);
    }
    forget(&state, state.lifecycle.delete_viewer(&active.issuer, active.github_id).await?);
    leave(&state.config.public_url, "/", Some(Done::Deleted.into()))
}
