//! Checking, resetting and deleting tokens with the application's own credentials.
//!
//! <https://docs.github.com/rest/apps/oauth-applications>

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, post};
use axum::{Json, Router};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::error::ApiError;
use crate::accounts::{self, View};
use crate::clock::timestamp;
use crate::oauth::{basic_credentials, is_client};
use crate::params::Params;
use crate::random::hex;
use crate::state::{AppState, Shared};
use crate::tokens::Token;
use crate::world::World;
use crate::{APP_NAME, CLIENT_ID};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/applications/{client_id}/token", post(check).patch(reset).delete(delete_token))
        .route("/applications/{client_id}/grant", delete(delete_grant))
}

async fn check(State(shared): State<AppState>, AccessToken(access): AccessToken) -> Result<Response, ApiError> {
    let world = shared.world();
    let token = world.tokens.peek(&access, world.now()).ok_or_else(ApiError::not_found)?;
    authorization(token, &world, &shared)
}

async fn reset(State(shared): State<AppState>, AccessToken(access): AccessToken) -> Result<Response, ApiError> {
    let mut world = shared.world();
    let now = world.now();
    let expires = world.tokens.peek(&access, now).is_some_and(|token| token.expires_in.is_some());
    let terms = world.terms(expires);
    let World { tokens, random, .. } = &mut *world;
    let token = tokens.reset(&access, terms, now, random).ok_or_else(unknown_token)?;
    authorization(&token, &world, &shared)
}

async fn delete_token(
    State(shared): State<AppState>,
    AccessToken(access): AccessToken,
) -> Result<StatusCode, ApiError> {
    let mut world = shared.world();
    let (now, keep_refresh) = (world.now(), world.settings.delete_keeps_refresh);
    let deleted = world.tokens.delete(&access, keep_refresh, now);
    deleted.then_some(StatusCode::NO_CONTENT).ok_or_else(unknown_token)
}

/// Every token of the user for the application, on all their devices.
async fn delete_grant(
    State(shared): State<AppState>,
    AccessToken(access): AccessToken,
) -> Result<StatusCode, ApiError> {
    let mut world = shared.world();
    let now = world.now();
    let account = world.tokens.peek(&access, now).map(|token| token.account).ok_or_else(unknown_token)?;
    world.tokens.revoke_account(account);
    world.grants.forget(account);
    Ok(StatusCode::NO_CONTENT)
}

/// The token in question, from an application that proved who it is.
struct AccessToken(String);

impl FromRequest<AppState> for AccessToken {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        type Asked = (Path<String>, HeaderMap, Bytes);
        let (Path(client_id), headers, body) = Asked::from_request(request, state).await?;
        access_token(&client_id, &headers, &body).map(Self).map_err(ApiError::into_response)
    }
}

fn access_token(client_id: &str, headers: &HeaderMap, body: &[u8]) -> Result<String, ApiError> {
    let (id, secret) = basic_credentials(headers).ok_or_else(ApiError::requires_authentication)?;
    if !is_client(&id, &secret) {
        return Err(ApiError::bad_credentials());
    }
    if client_id != CLIENT_ID {
        return Err(ApiError::not_found());
    }
    let params = Params::from_json(body);
    params.get("access_token").map(str::to_owned).ok_or_else(unknown_token)
}

fn unknown_token() -> ApiError {
    let errors = json!([{"resource": "OauthAccess", "field": "access_token", "code": "invalid"}]);
    ApiError::unprocessable("Validation Failed", errors)
}

/// The authorisation, which repeats the token in clear as GitHub's does.
fn authorization(token: &Token, world: &World, shared: &Shared) -> Result<Response, ApiError> {
    let account = world.accounts.by_id(token.account).ok_or_else(ApiError::not_found)?;
    let user = accounts::user(account, View::Simple, &shared.examples, &shared.urls);
    let last_eight = token.access.len().saturating_sub(8);
    let mut authorization = shared.examples.authorization.clone();
    let members = [
        ("id", json!(token.number)),
        ("url", json!(format!("{}/authorizations/{}", shared.urls.api, token.number))),
        ("scopes", json!(token.scopes)),
        ("token", json!(token.access)),
        ("token_last_eight", json!(token.access.get(last_eight..))),
        ("hashed_token", json!(hex(&Sha256::digest(&token.access)))),
        ("app", json!({"url": shared.urls.web, "name": APP_NAME, "client_id": CLIENT_ID})),
        ("note", json!(null)),
        ("note_url", json!(null)),
        ("fingerprint", json!(null)),
        ("created_at", json!(timestamp(token.issued_at))),
        ("updated_at", json!(timestamp(token.issued_at))),
        ("expires_at", json!(token.expires_at().map(timestamp))),
        ("user", json!(user)),
    ];
    authorization.extend(members.map(|(key, value)| (key.to_owned(), value)));
    Ok(Json(authorization).into_response())
}
