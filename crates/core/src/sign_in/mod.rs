//! Signing in and out, and reauthentication: request handlers over flows and `lifecycle`.
//!
//! ```text
//! POST /auth/github           begin           flow row + its own cookie               → a page that leads to GitHub
//! POST /auth/reauthenticate   reauthenticate  the same, to come back to this session
//! GET  /auth/github/callback  callback        flow spent → code exchanged → /user
//!                                             → lifecycle::begin or ::reauthenticate → 303
//! POST /auth/sign-out         sign_out        lifecycle::end                          → 303 /
//! GET  /auth/status           status          204 or 401, for open pages; never moves the idle clock
//! ```

mod begin;
mod callback;
mod callback_query;
mod client_info;
mod finish;
mod kept_pair;
mod sign_out;
mod stored_flow;

pub use begin::{BeginForm, Departure, Start, ask_for_scopes, begin, reauthenticate};
pub use callback::callback;
pub use sign_out::{end_current, redirect_signed_out, sign_out};

use axum::{
    Extension,
    extract::RawQuery,
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use gatehouse_model::{Message, SignInReason};
use url::form_urlencoded::{self, Serializer};

use super::{
    config::PublicUrl, cookies, error::ServerError, flow::ReturnTo, session::CurrentSession, state::CoreState,
};

/// An empty 303 (RFC 9110 section 15.4.4): the method becomes GET, and nothing of this request stays in the address.
pub fn see_other(location: &str) -> Result<Response, ServerError> {
    Ok((StatusCode::SEE_OTHER, [(LOCATION, HeaderValue::from_bytes(location.as_bytes())?)]).into_response())
}

/// A 303 to a page that shows `message` once.
pub fn see_other_with(url: &PublicUrl, location: &str, message: impl Into<Message>) -> Result<Response, ServerError> {
    let mut response = see_other(location)?;
    cookies::set_flash(&mut response, url, message.into());
    Ok(response)
}

/// A 303 to the sign-in page, which shows the reason and leads on to where the person was going.
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

/// `GET /auth/status`, for open pages: 204 while the session is active, 401 when it has ended, 409 if the page was made for
/// another session's lineage.
pub async fn status(Extension(current): Extension<CurrentSession>, RawQuery(query): RawQuery) -> StatusCode {
    let query = query.unwrap_or_default();
    let mut named = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "lineage");
    match (current.active(), named.next()) {
        (Some(session), Some((_, lineage))) if lineage != session.device.as_str() => StatusCode::CONFLICT,
        _ if current.keeps_pages_open() => StatusCode::NO_CONTENT,
        _ => StatusCode::UNAUTHORIZED,
    }
}
