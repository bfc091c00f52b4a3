//! Where an Enterprise Server lets people sign in, and it is not itself: another origin, which knows them and sends them
//! straight back.
//!
//! <https://docs.github.com/enterprise-server@latest/admin/managing-iam/using-saml-for-enterprise-iam/about-saml-for-enterprise-iam>

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use url::form_urlencoded::Serializer;

use crate::params::Params;
use crate::state::{AppState, Urls};
use crate::web::error_page;

/// Says that the identity provider was passed. In life the web session knows.
const PASSED: &str = "identity_provider";

const AUTHORIZE: &str = "/login/oauth/authorize?";

pub(super) fn was_passed(params: &Params) -> bool {
    params.get(PASSED).is_some()
}

/// From the authorize page to the identity provider, with the way back.
pub(super) fn send(urls: &Urls, query: &str) -> Response {
    let back = format!("{}{AUTHORIZE}{query}", urls.web);
    let query = Serializer::new(String::new()).append_pair("return_to", &back).finish();
    found(&format!("{}?{query}", urls.identity_provider))
}

/// The identity provider itself: back to the authorize page, and nowhere else.
pub(super) async fn pass(State(shared): State<AppState>, RawQuery(query): RawQuery) -> Response {
    let params = Params::from_query(query.as_deref());
    let authorize = format!("{}{AUTHORIZE}", shared.urls.web);
    match params.get("return_to").filter(|back| back.starts_with(&authorize)) {
        Some(back) => found(&format!("{back}&{PASSED}=passed")),
        None => error_page(StatusCode::BAD_REQUEST, "This identity provider knows no such application."),
    }
}

fn found(location: &str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}
