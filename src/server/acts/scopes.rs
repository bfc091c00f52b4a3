use axum::{extract::State, http::request::Parts, response::Response};
use sqlx::Row;

use super::{ActForm, Acting, allowed, told};
use crate::{
    model::{Act, Done, ORGANIZATIONS},
    server::{
        client_network::CoarseNetwork, error::ServerError, session::ActiveSession, sign_in::ask_for_scopes,
        state::AppState,
    },
};

const HELD: &str = "SELECT scopes FROM grants WHERE session_hash = $1";

/// `POST /settings/scopes`: asks GitHub for a pair that may read the viewer's organisations, or for one that may not. More
/// than there is needs a fresh session; giving back needs none.
///
/// # Errors
///
/// When the database does not answer; then nothing has changed.
pub async fn scopes(
    State(state): State<AppState>,
    CoarseNetwork(network): CoarseNetwork,
    asked: Parts,
    Acting { session: active, form }: Acting<ActForm>,
) -> Result<Response, ServerError> {
    let organizations = form.organizations == "yes";
    if holds_organizations(&state, &active).await? == organizations {
        return told(&state, "/settings", Done::Already);
    }
    if organizations
        && let Some(answer) = allowed(&state, &active, &Act::Scopes { organizations }, form.spend.as_deref()).await?
    {
        return Ok(answer);
    }
    ask_for_scopes(&state, asked, &network, &active, organizations).await
}

async fn holds_organizations(state: &AppState, active: &ActiveSession) -> Result<bool, ServerError> {
    let row = sqlx::query(HELD).bind(active.key.as_bytes()).fetch_optional(state.db.read()).await?;
    let scopes: String = row.map(|row| row.try_get("scopes")).transpose()?.unwrap_or_default();
    Ok(scopes.split([' ', ',']).any(|scope| scope == ORGANIZATIONS))
}
