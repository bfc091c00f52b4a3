//! What the token endpoint says, and in which form.
//!
//! <https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors>

use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use crate::tokens::{Life, Token};

/// Errors of the token endpoint. GitHub sends them with status 200, whatever RFC 6749, 5.2 says.
#[derive(Clone, Debug)]
pub(crate) enum TokenError {
    BadVerificationCode,
    IncorrectClientCredentials,
    RedirectUriMismatch,
    BadRefreshToken,
    UnsupportedGrantType,
    UnverifiedUserEmail,
    /// An error a test made up.
    Other(String),
}

impl TokenError {
    pub(crate) fn members(&self) -> Map<String, Value> {
        let (error, description) = match self {
            Self::BadVerificationCode => ("bad_verification_code", "The code passed is incorrect or expired."),
            Self::IncorrectClientCredentials => {
                ("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.")
            }
            Self::RedirectUriMismatch => (
                "redirect_uri_mismatch",
                "The redirect_uri MUST match the registered callback URL for this application.",
            ),
            Self::BadRefreshToken => ("bad_refresh_token", "The refresh token passed is incorrect or expired."),
            Self::UnsupportedGrantType => ("unsupported_grant_type", "The grant_type passed is not supported."),
            Self::UnverifiedUserEmail => ("unverified_user_email", "The user must have a verified primary email."),
            Self::Other(error) => (error.as_str(), "The request failed."),
        };
        let page = "https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors";
        let anchor = error.replace('_', "-");
        members([
            ("error", json!(error)),
            ("error_description", json!(description)),
            ("error_uri", json!(format!("{page}/#{anchor}"))),
        ])
    }
}

/// A lasting token has three members, an expiring one six; scopes stand with commas between them.
pub(super) fn token_members(token: &Token) -> Map<String, Value> {
    let mut answer = members([("access_token", json!(token.access))]);
    if let (Some(expires_in), Some(refresh)) = (token.expires_in, &token.refresh) {
        answer.extend(members([
            ("expires_in", json!(expires_in)),
            ("refresh_token", json!(refresh.value)),
            ("refresh_token_expires_in", json!(Life::SIX_MONTHS)),
        ]));
    }
    answer.extend(members([("scope", json!(token.scopes.join(","))), ("token_type", json!("bearer"))]));
    answer
}

fn members<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Form-encoded, unless the request accepts JSON.
pub(crate) fn answer(headers: &HeaderMap, members: Map<String, Value>) -> Response {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    if accept.is_some_and(|accept| accept.contains("application/json")) {
        return (no_store, Json(members)).into_response();
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in &members {
        match value {
            Value::String(text) => form.append_pair(name, text),
            other => form.append_pair(name, &other.to_string()),
        };
    }
    let form_type = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8")];
    (no_store, form_type, form.finish()).into_response()
}
