use axum::{
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use url::form_urlencoded::Serializer;

use super::ReturnTo;
use crate::{model::Why, server::error::ServerError};

/// An empty 303 (RFC 9110 section 15.4.4): the method becomes GET, and nothing of this request stays in the address.
pub(crate) fn see_other(location: &str) -> Result<Response, ServerError> {
    Ok((StatusCode::SEE_OTHER, [(LOCATION, HeaderValue::from_bytes(location.as_bytes())?)]).into_response())
}

/// The page of the proof, with why the last try did not finish.
pub(super) fn prove_page(why: Why) -> String {
    format!("/prove?why={}", why.code())
}

/// The sign-in page's address, with why the person stands there and where they were going.
pub(crate) fn sign_in_page(why: Why, return_to: Option<&ReturnTo>) -> String {
    let mut query = Serializer::new(String::new());
    if why != Why::Required {
        query.append_pair("why", why.code());
    }
    if let Some(return_to) = return_to.filter(|return_to| **return_to != ReturnTo::default()) {
        query.append_pair("return_to", return_to.as_str());
    }
    match query.finish() {
        query if query.is_empty() => "/sign-in".to_owned(),
        query => format!("/sign-in?{query}"),
    }
}
