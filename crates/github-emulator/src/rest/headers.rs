use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use super::caller::Caller;
use super::rate_limit::Resource;
use crate::state::Shared;

pub(super) const MEDIA_TYPE: &str = "github.v3; format=json";

/// The headers GitHub puts on every answer of its API.
pub(super) fn add(mut response: Response, shared: &Shared, caller: &Caller, resource: Resource) -> Response {
    let mut world = shared.world();
    let budget = world.budget(caller.payer(), resource);
    let request_id = world.random.hex(16).to_uppercase();
    let mut headers = vec![
        ("x-github-media-type", MEDIA_TYPE.to_owned()),
        ("x-github-api-version-selected", "2022-11-28".to_owned()),
        ("x-github-request-id", request_id),
        ("cache-control", "private, max-age=60, s-maxage=60".to_owned()),
        ("vary", "Accept, Authorization, Cookie, X-GitHub-OTP".to_owned()),
    ];
    headers.extend(budget.headers(resource));
    if let Caller::Bearer(token) = caller
        && !token.github_app
    {
        // <https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps>
        headers.push(("x-oauth-scopes", token.scopes.join(", ")));
        headers.push(("x-oauth-client-id", crate::CLIENT_ID.to_owned()));
    }
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// What GitHub checks scopes for: "`X-Accepted-OAuth-Scopes` lists the scopes that the action checks for." A GitHub App has
/// none, and is told none.
///
/// <https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps>
pub(super) fn name_accepted(mut response: Response, caller: &Caller, path: &str) -> Response {
    if !matches!(caller, Caller::Bearer(token) if !token.github_app) {
        return response;
    }
    let accepted = if path.ends_with("/user/orgs") {
        "admin:org, read:org, user, write:org"
    } else if path.ends_with("/user/emails") {
        "user, user:email"
    } else {
        ""
    };
    response.headers_mut().insert("x-accepted-oauth-scopes", HeaderValue::from_static(accepted));
    response
}
