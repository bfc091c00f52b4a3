use axum::{
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use gatehouse_model::{Message, SignInReason};
use url::form_urlencoded::Serializer;

use super::ReturnTo;
use crate::{config::PublicUrl, cookies, error::ServerError, state::CoreState};

/// An empty 303 (RFC 9110 section 15.4.4): the method becomes GET, and nothing of this request stays in the address.
pub fn see_other(location: &str) -> Result<Response, ServerError> {
    Ok((StatusCode::SEE_OTHER, [(LOCATION, HeaderValue::from_bytes(location.as_bytes())?)]).into_response())
}

/// A 303 to a page that says `flash` once.
pub fn see_other_with(url: &PublicUrl, location: &str, message: impl Into<Message>) -> Result<Response, ServerError> {
    let mut answer = see_other(location)?;
    cookies::set_flash(&mut answer, url, message.into());
    Ok(answer)
}

/// A 303 to the sign-in page, which says why the person stands there and leads on to where they were going.
pub fn to_sign_in(
    state: &CoreState,
    reason: SignInReason,
    return_to: Option<&ReturnTo>,
) -> Result<Response, ServerError> {
    let sign_in = state.pages.sign_in;
    let mut query = Serializer::new(String::new());
    if let Some(return_to) = return_to.filter(|return_to| return_to.as_str() != state.pages.home) {
        query.append_pair("return_to", return_to.as_str());
    }
    let page = match query.finish() {
        query if query.is_empty() => sign_in.to_owned(),
        query => format!("{sign_in}?{query}"),
    };
    if reason == SignInReason::Required {
        see_other(&page)
    } else {
        see_other_with(&state.config.public_url, &page, reason)
    }
}
