//! <https://docs.github.com/rest/activity/events#list-events-for-the-authenticated-user>

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderValue;
use axum::response::Response;

use super::caller::Caller;
use super::error::ApiError;
use super::pages::page;
use crate::accounts;
use crate::params::Params;
use crate::state::{AppState, Shared};

/// "The timeline will include up to 300 events."
const MOST: usize = 300;

/// `GET /users/{username}/events`: private events too, where it is one's own list.
pub(super) async fn list(
    State(shared): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(login): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    answer(&shared, &caller, &login, "", query.as_deref())
}

/// `GET /users/{username}/events/public`
pub(super) async fn list_public(
    State(shared): State<AppState>,
    Path(login): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    answer(&shared, &Caller::Anonymous, &login, "/public", query.as_deref())
}

fn answer(
    shared: &Shared,
    caller: &Caller,
    login: &str,
    suffix: &str,
    query: Option<&str>,
) -> Result<Response, ApiError> {
    let world = shared.world();
    let account = world.accounts.by_login(login).ok_or_else(ApiError::not_found)?;
    let own = caller.account() == Some(account.id());
    let seen = account.events.iter().take(MOST).enumerate().filter(|(_, row)| own || row.public).collect();
    let address = format!("{}/users/{}/events{suffix}", shared.urls.api, account.login());
    let mut response = page(seen, &address, &Params::from_query(query), |row| {
        accounts::event(account, row, world.started_at, &shared.examples, &shared.urls).to_string()
    });
    response.headers_mut().insert("x-poll-interval", HeaderValue::from_static("60"));
    Ok(response)
}
