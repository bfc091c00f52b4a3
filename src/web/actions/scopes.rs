use axum::{extract::State, http::request::Parts, response::Response};
use gatehouse_core::{
    access::grant_facts,
    client_network::CoarseNetwork,
    error::ServerError,
    sign_in::{ask_for_scopes, see_other},
};
use gatehouse_model::{Act, Application, Done, ORGANIZATIONS, holds};

use super::{ActForm, Acting, allowed, sign_in::depart, told};
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
    Acting { session: active, form }: Acting<ActForm>,
) -> Result<Response, ServerError> {
    let organizations = form.organizations == "yes";
    // The guard knows why it has ended.
    let Some(facts) = grant_facts(&state.core, &active).await? else { return see_other("/settings") };
    if facts.application == Application::GitHubApp {
        // Its permissions stand at GitHub: no way there brings this session others.
        return told(&state.core, "/settings", Done::NoScopes);
    }
    if holds(&facts.scopes, ORGANIZATIONS) == organizations {
        return told(&state.core, "/settings", Done::Already);
    }
    if organizations
        && let Some(answer) =
            allowed(&state.core, &active, &Act::Scopes { organizations }, form.spend.as_deref()).await?
    {
        return Ok(answer);
    }
    let start = ask_for_scopes(&state.core, &asked.headers, &network, &active, organizations).await?;
    Ok(depart(state, asked, start).await)
}
