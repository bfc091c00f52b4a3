//! What every call meets before and after its handler: user agent, token, rate limit, conditional answer, headers.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::caller::Caller;
use super::error::ApiError;
use super::rate_limit::Resource;
use super::{etag, headers};
use crate::state::{AppState, Shared};

/// "All API requests must include a valid `User-Agent` header."
///
/// <https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#user-agent-required>
pub(super) async fn user_agent(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::USER_AGENT) {
        return next.run(request).await;
    }
    let sentence = "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.";
    (StatusCode::FORBIDDEN, sentence).into_response()
}

pub(super) async fn pass(State(shared): State<AppState>, mut request: Request, next: Next) -> Response {
    let caller = match caller(&shared, request.headers()) {
        Ok(caller) => caller,
        Err(error) => return headers::add(error.into_response(), &shared, &Caller::Anonymous, Resource::Core),
    };
    let resource = Resource::of(request.uri().path());
    if shared.world().is_limited(caller.account(), resource) {
        let response = ApiError::rate_limited().into_response();
        return headers::add(response, &shared, &caller, resource);
    }
    let condition = etag::Condition::of(&request);
    request.extensions_mut().insert(caller.clone());
    let response = next.run(request).await;
    let response = condition.judge(response, &caller).await;
    if response.status() != StatusCode::NOT_MODIFIED {
        shared.world().count_call(caller.account(), resource);
    }
    headers::add(response, &shared, &caller, resource)
}

/// A token that opens nothing is refused even where none is needed.
fn caller(shared: &Shared, headers: &HeaderMap) -> Result<Caller, ApiError> {
    let mut credentials = headers.get_all(header::AUTHORIZATION).iter();
    let Some(credential) = credentials.next() else {
        return Ok(Caller::Anonymous);
    };
    if credentials.next().is_some() {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "More than one Authorization header"));
    }
    let token = credential.to_str().ok().and_then(bearer).ok_or_else(ApiError::bad_credentials)?;
    let mut world = shared.world();
    let now = world.now();
    let token = world.tokens.use_token(token, now).ok_or_else(ApiError::bad_credentials)?;
    Ok(Caller::Bearer(Box::new(token)))
}

/// `Authorization: Bearer …` (RFC 6750, 2.1), or `token …` as GitHub had it first.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("token");
    known.then_some(token.trim())
}
