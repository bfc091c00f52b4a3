//! `POST /login/oauth/access_token`: a code or a refresh token for an access token.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::client;
use super::token_answer::{TokenError, answer, token_members};
use crate::params::Params;
use crate::state::AppState;
use crate::tokens::Token;
use crate::world::World;

pub(super) async fn exchange(State(shared): State<AppState>, headers: HeaderMap, body: Bytes) -> Response {
    let params = read(&headers, &body);
    let outcome = decide(&mut shared.world(), &headers, &params);
    let members = match outcome {
        Ok(token) => token_members(&token),
        Err(error) => error.members(),
    };
    answer(&headers, members)
}

fn read(headers: &HeaderMap, body: &[u8]) -> Params {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if content_type.is_some_and(|kind| kind.starts_with("application/json")) {
        Params::from_json(body)
    } else {
        Params::from_form(body)
    }
}

fn decide(world: &mut World, headers: &HeaderMap, params: &Params) -> Result<Token, TokenError> {
    if !client::authenticates(headers, params) {
        return Err(TokenError::IncorrectClientCredentials);
    }
    match params.get("grant_type") {
        None | Some("authorization_code") => exchange_code(world, params),
        Some("refresh_token") => refresh(world, params),
        Some(_) => Err(TokenError::UnsupportedGrantType),
    }
}

fn exchange_code(world: &mut World, params: &Params) -> Result<Token, TokenError> {
    let now = world.now();
    let facts = world.codes.take(params, now)?;
    let account = world.accounts.by_id(facts.account);
    if account.is_none_or(|account| account.unverified) {
        return Err(TokenError::UnverifiedUserEmail);
    }
    let terms = world.terms(facts.offline_access);
    let World { tokens, random, .. } = world;
    Ok(tokens.issue(facts.account, facts.scopes, terms, now, random))
}

/// Single use: the old pair is dead before the new one is on its way.
///
/// <https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens>
fn refresh(world: &mut World, params: &Params) -> Result<Token, TokenError> {
    let now = world.now();
    let terms = world.terms(true);
    let value = params.get("refresh_token").ok_or(TokenError::BadRefreshToken)?;
    let World { tokens, random, .. } = world;
    let token = tokens.refresh(value, terms, now, random);
    token.ok_or(TokenError::BadRefreshToken)
}
