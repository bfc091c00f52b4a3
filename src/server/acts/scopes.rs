use axum::{extract::State, http::request::Parts, response::Response};

use super::{ActForm, Acting, allowed, told};
use crate::{
    model::{Act, Application, Done, ORGANIZATIONS, holds},
    server::{
        access::grant_facts,
        client_network::CoarseNetwork,
        error::ServerError,
        sign_in::{ask_for_scopes, see_other},
        state::AppState,
    },
};

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
    // The guard knows why it has ended.
    let Some(facts) = grant_facts(&state, &active).await? else { return see_other("/settings") };
    if facts.application == Application::GitHubApp {
        // Its permissions stand at GitHub: no way there brings this session others.
        return told(&state, "/settings", Done::NoScopes);
    }
    if holds(&facts.scopes, ORGANIZATIONS) == organizations {
        return told(&state, "/settings", Done::Already);
    }
    if organizations
        && let Some(answer) = allowed(&state, &active, &Act::Scopes { organizations }, form.spend.as_deref()).await?
    {
        return Ok(answer);
    }
    ask_for_scopes(&state, asked, &network, &active, organizations).await
}
