//! <https://docs.github.com/rest/users>

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::Value;

use super::caller::Caller;
use super::error::ApiError;
use super::pages::page;
use crate::accounts::{self, Account, AccountId, View};
use crate::params::Params;
use crate::state::{AppState, Shared};

/// `GET /user`: the private fields need a scope for them, or an app's permission.
pub(super) async fn authenticated(
    State(shared): State<AppState>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, ApiError> {
    let token = caller.token()?;
    let private = token.has_one_of(&["user", "read:user"]);
    let view = if private { View::Private } else { View::Public };
    let world = shared.world();
    describe(world.accounts.by_id(token.account), view, &shared)
}

/// `GET /user/{account_id}`, the way to find an account that has a new login.
pub(super) async fn by_id(State(shared): State<AppState>, Path(id): Path<u64>) -> Result<Response, ApiError> {
    let world = shared.world();
    describe(world.accounts.by_id(AccountId(id)), View::Public, &shared)
}

pub(super) async fn by_login(State(shared): State<AppState>, Path(login): Path<String>) -> Result<Response, ApiError> {
    let world = shared.world();
    describe(world.accounts.by_login(&login), View::Public, &shared)
}

fn describe(account: Option<&Account>, view: View, shared: &Shared) -> Result<Response, ApiError> {
    let account = account.ok_or_else(ApiError::not_found)?;
    let user = accounts::user(account, view, &shared.examples, &shared.urls);
    Ok(Json(user).into_response())
}

/// `GET /user/orgs`
///
/// <https://docs.github.com/rest/orgs/orgs#list-organizations-for-the-authenticated-user>
pub(super) async fn organizations(
    State(shared): State<AppState>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let token = caller.token()?;
    if !token.has_one_of(&["read:org", "write:org", "admin:org", "user"]) {
        return Err(ApiError::missing_scope("read:org"));
    }
    let world = shared.world();
    let account = world.accounts.by_id(token.account).ok_or_else(ApiError::not_found)?;
    let items = accounts::organizations(account, &shared.examples, &shared.urls);
    let address = format!("{}/user/orgs", shared.urls.api);
    Ok(page(items, &address, &Params::from_query(query.as_deref()), |item| item.to_string()))
}

/// `GET /user/emails`: 404 without the scope, as if there were no such page.
pub(super) async fn emails(
    State(shared): State<AppState>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let token = caller.token()?;
    if !token.has_one_of(&["user:email", "user"]) {
        return Err(ApiError::not_found());
    }
    let world = shared.world();
    let account = world.accounts.by_id(token.account).ok_or_else(ApiError::not_found)?;
    let address = format!("{}/user/emails", shared.urls.api);
    let params = Params::from_query(query.as_deref());
    Ok(page(account.emails.iter().collect(), &address, &params, Value::to_string))
}
