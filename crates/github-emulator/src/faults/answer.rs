use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use super::huge::Huge;
use super::kind::FaultKind;
use crate::clock::Seconds;
use crate::graphql;
use crate::oauth::{TokenError, token_answer};
use crate::rest::ApiError;

const SSO: &str = "https://github.com/orgs/octo-org/sso?authorization_request=AZSCKtL4U8yX1H3sCQIVnVgmjmon5fWxks5YrqhJgah0b2tlbl9pZM4EuMz4";

const SLOW_DOWN: &str = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

/// The answer a fault gives in place of the real one; `None` for those that need more than an answer.
pub(crate) fn answer(kind: &FaultKind, asked: &HeaderMap, now: Seconds) -> Option<Response> {
    let answer = match kind {
        FaultKind::Status { status, message } => ApiError::new(status_code(*status), message).into_response(),
        FaultKind::Html { status } => html(status_code(*status)),
        FaultKind::RateLimited { reset_in } => rate_limited(now.saturating_add(*reset_in)),
        FaultKind::SecondaryLimit { retry_after } => secondary_limit(*retry_after),
        FaultKind::SlowDown { status: 200 } => graphql::failed(&json!({ "message": SLOW_DOWN })),
        FaultKind::SlowDown { status } => ApiError::new(status_code(*status), SLOW_DOWN).into_response(),
        FaultKind::Sso { url } => {
            let sentence = "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.";
            let error = ApiError::new(StatusCode::FORBIDDEN, sentence).into_response();
            with(error, "x-github-sso", format!("required; url={}", url.as_deref().unwrap_or(SSO)))
        }
        FaultKind::OauthError { error } => token_answer(asked, TokenError::Other(error.clone()).members()),
        FaultKind::Garbage => json_body(Body::from(r#"{"login":"octocat","id":583231,"name":"mona"#)),
        FaultKind::Huge { bytes } => json_body(Body::new(Huge::of(*bytes))),
        FaultKind::Redirect { to } => with(StatusCode::FOUND.into_response(), "location", to.clone()),
        FaultKind::Unauthorized => ApiError::bad_credentials().into_response(),
        FaultKind::Delay { .. }
        | FaultKind::Hang
        | FaultKind::LostAnswer
        | FaultKind::Patch(_)
        | FaultKind::Closed { .. } => return None,
    };
    Some(answer)
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// GitHub's own page for a 502 is about this long.
fn html(status: StatusCode) -> Response {
    let filler = "<p>We had issues producing the response to your request.</p>\n".repeat(150);
    let page = format!(
        "<!DOCTYPE html><html><head><title>{status} · This is not GitHub</title></head><body>{filler}</body></html>"
    );
    (status, Html(page)).into_response()
}

/// <https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit>
fn rate_limited(reset: Seconds) -> Response {
    let error = ApiError::rate_limited().into_response();
    let numbers = [
        ("x-ratelimit-limit", 5000),
        ("x-ratelimit-remaining", 0),
        ("x-ratelimit-used", 5000),
        ("x-ratelimit-reset", reset),
    ];
    let error = numbers.into_iter().fold(error, |error, (name, number)| with(error, name, number.to_string()));
    with(error, "x-ratelimit-resource", "core".to_owned())
}

fn secondary_limit(retry_after: Seconds) -> Response {
    let error = ApiError::new(StatusCode::TOO_MANY_REQUESTS, SLOW_DOWN).into_response();
    with(error, "retry-after", retry_after.to_string())
}

fn json_body(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

pub(crate) fn with(mut response: Response, name: &str, value: String) -> Response {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        response.headers_mut().insert(name, value);
    }
    response
}
