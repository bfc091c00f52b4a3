//! A sliver of GitHub's GraphQL: the viewer, their contributions and what they pinned, and the rate limit.
//!
//! Fields and arguments that do not exist are refused as GitHub refuses them, so a misspelt query fails here and not in
//! production.
//!
//! <https://docs.github.com/graphql>

mod arguments;
mod connection;
mod contributions;
mod error;
mod languages;
mod lexer;
mod parser;
mod pins;
mod selection;
mod source;
mod values;
mod variables;
mod viewer;
mod window;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::{Value, json};

use self::error::QueryError;
use self::selection::{Selection, selects};
use self::viewer::Viewer;
use crate::rest::{ApiError, Caller};
use crate::state::AppState;
use crate::tokens::Token;

/// `POST /graphql`. Errors of a query come with status 200.
pub(crate) async fn answer(
    State(shared): State<AppState>,
    Extension(caller): Extension<Caller>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let token = caller.token()?;
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    let query = request.get("query").and_then(Value::as_str).unwrap_or_default();
    let selections = match parser::parse(query, &request["variables"]) {
        Ok(selections) => selections,
        Err(message) => return Ok(failed(&QueryError::unreadable(message).to_json())),
    };
    if let Some(error) = lacking_scope(&selections, token) {
        return Ok(failed(&error));
    }
    let mut world = shared.world();
    let rate_limit = viewer::rate_limit(&mut world, token);
    let viewer = Viewer::of(token, &world, &shared).ok_or_else(ApiError::not_found)?;
    match selection::project(&viewer.root(&rate_limit), &selections, &viewer) {
        Ok(data) => Ok(Json(json!({ "data": data })).into_response()),
        Err(error) => Ok(failed(&error.to_json())),
    }
}

/// "… the response status will still be `200`, but you will receive an error message"
///
/// <https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit>
pub(crate) fn rate_limited() -> Response {
    failed(&json!({ "type": "RATE_LIMITED", "message": "API rate limit exceeded for user." }))
}

pub(crate) fn failed(error: &Value) -> Response {
    Json(json!({ "data": null, "errors": [error] })).into_response()
}

/// One field without its scope costs the whole query its data.
fn lacking_scope(selections: &[Selection], token: &Token) -> Option<Value> {
    let needs: [(&str, &[&str]); 2] = [
        ("email", &["user:email", "read:user", "user"]),
        ("organizations", &["read:org", "write:org", "admin:org", "user"]),
    ];
    let lacking =
        needs.into_iter().find(|(field, scopes)| selects(selections, &["viewer", field]) && !token.has_one_of(scopes));
    lacking.map(|(field, scopes)| {
        let message = format!(
            "Your token has not been granted the required scopes to execute this query. \
             The '{field}' field requires one of the following scopes: {scopes:?}."
        );
        json!({ "type": "INSUFFICIENT_SCOPES", "message": message })
    })
}
