use axum::{Extension, Form, extract::State, response::Response};
use tower_sessions::Session;

use super::{ActForm, Actor, allowed, forget};
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
    Extension(session): Extension<Session>,
    Actor(active): Actor,
    Form(form): Form<ActForm>,
) -> Result<Response, ServerError> {
    if let Some(answer) = allowed(&state, &active, &Act::DeleteData, form.spend.as_deref()).await? {
        return Ok(answer);
    }
    forget(&state, state.lifecycle.delete_viewer(&active.issuer, active.github_id).await?);
    leave(&session, &format!("/?done={}", Done::Deleted.code())).await
}
