use axum::{extract::State, http::request::Parts, response::Response};
use gatehouse_core::{
    access::token_set_info,
    error::ServerError,
    middleware::CoarseNetwork,
    sign_in::{ask_for_scopes, see_other},
};
use gatehouse_model::{Application, Flash, ORGANIZATIONS, SensitiveAction, has_scope};

use super::{ActionForm, ViewerForm, allowed, sign_in::depart, told};
use crate::web::WebState;

/// `POST /settings/scopes`: asks GitHub for a pair that may read the viewer's organisations, or for one that may not. More
/// than there is needs a fresh session; giving back needs none.
///
/// # Errors
///
/// When the database does not answer; then nothing has changed.
pub async fn scopes(
    State(state): State<WebState>,
    CoarseNetwork(network): CoarseNetwork,
    asked: Parts,
    ViewerForm { session: active, form }: ViewerForm<ActionForm>,
) -> Result<Response, ServerError> {
    let organizations = form.organizations == "yes";
    // The guard knows why it has ended.
    let Some(facts) = token_set_info(&state.core, &active).await? else { return see_other("/settings") };
    if facts.application == Application::GitHubApp {
        // Its permissions stand at GitHub: no way there brings this session others.
        return told(&state.core, "/settings", Flash::NoScopes);
    }
    if has_scope(&facts.scopes, ORGANIZATIONS) == organizations {
        return told(&state.core, "/settings", Flash::Already);
    }
    if organizations
        && let Some(answer) =
            allowed(&state.core, &active, &SensitiveAction::Scopes { organizations }, form.nonce.as_deref()).await?
    {
        return Ok(answer);
    }
    let start = ask_for_scopes(&state.core, &asked.headers, &network, &active, organizations).await?;
    Ok(depart(state, asked, start).await)
}
