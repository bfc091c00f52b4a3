use axum::{
    Extension, Form,
    body::Body,
    extract::{Request, State},
    http::request::Parts,
    response::Response,
};
use gatehouse_core::{
    access::token_set_info,
    error::ServerError,
    middleware::CoarseNetwork,
    session::CurrentSession,
    sign_in::{self, BeginForm, Start, ask_for_scopes, see_other},
};
use gatehouse_model::{Application, Flash, ORGANIZATIONS, SensitiveAction, has_scope};

use super::{ActionForm, ViewerForm, allowed, redirect_with};
use crate::web::{WebState, render};

/// `POST /auth/github`: [`sign_in::begin`], with a page from which the browser goes on to GitHub.
///
/// # Errors
///
/// When the database does not answer.
pub async fn begin(
    State(state): State<WebState>,
    current: Extension<CurrentSession>,
    network: CoarseNetwork,
    asked: Parts,
    form: Form<BeginForm>,
) -> Result<Response, ServerError> {
    let start = sign_in::begin(State(state.core.clone()), current, network, asked.headers.clone(), form);
    let start = Box::pin(start).await?;
    Ok(depart(state, asked, start).await)
}

/// `POST /auth/reauthenticate`: [`sign_in::reauthenticate`], with the same page.
///
/// # Errors
///
/// As [`begin`].
pub async fn reauthenticate(
    State(state): State<WebState>,
    network: CoarseNetwork,
    asked: Parts,
    acting: ViewerForm,
) -> Result<Response, ServerError> {
    let start = sign_in::reauthenticate(State(state.core.clone()), network, asked.headers.clone(), acting);
    let start = Box::pin(start).await?;
    Ok(depart(state, asked, start).await)
}

/// The answer to a form that leads to GitHub.
pub(super) async fn depart(state: WebState, asked: Parts, start: Start) -> Response {
    let departure = match start {
        Start::Answer(answer) => return answer,
        Start::Departure(departure) => departure,
    };
    let mut asked = Request::from_parts(asked, Body::empty());
    // The page is shown for a moment, and to whom makes no difference.
    asked.extensions_mut().remove::<CurrentSession>();
    let mut page = render::departure_page(state, asked, departure.address.clone()).await;
    departure.set_cookies(&mut page);
    page
}

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
        return redirect_with(&state.core, "/settings", Flash::NoScopes);
    }
    if has_scope(&facts.scopes, ORGANIZATIONS) == organizations {
        return redirect_with(&state.core, "/settings", Flash::Already);
    }
    if organizations
        && let Some(answer) =
            allowed(&state.core, &active, &SensitiveAction::Scopes { organizations }, form.nonce.as_deref()).await?
    {
        return Ok(answer);
    }
    let start = Box::pin(ask_for_scopes(&state.core, &asked.headers, &network, &active, organizations)).await?;
    Ok(depart(state, asked, start).await)
}
