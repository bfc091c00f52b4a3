use axum::{
    Extension, Form,
    body::Body,
    extract::{Request, State},
    http::request::Parts,
    response::Response,
};
use gatehouse_core::{
    access::ViewerForm,
    error::ServerError,
    middleware::CoarseNetwork,
    session::CurrentSession,
    sign_in::{self, BeginForm, Start},
};

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
    let start = sign_in::begin(State(state.core.clone()), current, network, asked.headers.clone(), form).await?;
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
    let start = sign_in::reauthenticate(State(state.core.clone()), network, asked.headers.clone(), acting).await?;
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
