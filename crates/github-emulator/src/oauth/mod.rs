//! The web part of the sign-in: authorise page, callback and token endpoint.
//!
//! <https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps>

mod access_token;
mod authorize;
mod callback;
mod client;
mod code;
mod consent_page;
mod grant;
mod identity_provider;
mod pkce;
mod scopes;
mod token_answer;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use client::{basic_credentials, is_client};
pub(crate) use code::Codes;
pub(crate) use grant::Grants;
pub(crate) use token_answer::{TokenError, answer as token_answer};

use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/login/oauth/authorize", get(authorize::show).post(authorize::decide))
        .route("/login/oauth/access_token", post(access_token::exchange))
        .route("/identity-provider", get(identity_provider::pass))
}
