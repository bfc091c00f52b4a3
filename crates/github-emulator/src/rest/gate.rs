//! What every call meets before and after its handler: user agent, token, rate limit, conditional answer, headers.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::caller::Caller;
use super::error::ApiError;
use super::rate_limit::{Payer, Resource};
use super::{etag, headers};
use crate::graphql;
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

/// For calls with a token, and for those that need none.
pub(super) async fn pass(State(shared): State<AppState>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let resource = Resource::of(&path);
    let caller = match caller(&shared, request.headers()) {
        Ok(caller) => caller,
        Err(error) => return headers::add(error.into_response(), &shared, &Caller::Anonymous, resource),
    };
    if shared.world().is_limited(caller.payer(), resource) {
        let response = match resource {
            Resource::Graphql => graphql::rate_limited(),
            Resource::Core | Resource::Free => ApiError::rate_limited().into_response(),
        };
        return headers::add(response, &shared, &caller, resource);
    }
    let condition = etag::Condition::of(&request);
    request.extensions_mut().insert(caller.clone());
    let response = next.run(request).await;
    let response = condition.judge(response, &caller).await;
    // "… if a 304 response is returned and the request was made while correctly authorized"
    if response.status() != StatusCode::NOT_MODIFIED || caller.account().is_none() {
        shared.world().count_call(caller.payer(), resource);
    }
    headers::name_accepted(headers::add(response, &shared, &caller, resource), &caller, &path)
}

/// For calls with the application's own credentials, which their handlers judge.
pub(super) async fn application(State(shared): State<AppState>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    shared.world().count_call(Caller::Application.payer(), Resource::Core);
    headers::add(response, &shared, &Caller::Application, Resource::Core)
}

/// Puts on an answer that a fault gave in place of the API what every answer of it has: whose it is and what is left,
/// unless the fault has said it.
pub(crate) fn say_budget(mut response: Response, shared: &Shared, path: &str, asked: &HeaderMap) -> Response {
    let mut world = shared.world();
    let token = asked.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
    let account = token.and_then(|token| world.tokens.peek(token, world.now())).map(|token| token.account);
    let resource = Resource::of(path);
    let budget = world.budget(account.map_or(Payer::Anonymous, Payer::Account), resource);
    let request_id = world.random.hex(16).to_uppercase();
    let own = [("x-github-media-type", headers::MEDIA_TYPE.to_owned()), ("x-github-request-id", request_id)];
    for (name, value) in own.into_iter().chain(budget.headers(resource)) {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
    response
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
