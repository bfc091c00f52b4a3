use std::borrow::Cow;

use axum::{
    Extension,
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use gatehouse_core::{flow::ReturnTo, session::CurrentSession, sign_in::to_sign_in, state::CoreState};
use gatehouse_model::{AppError, SignInReason};

use crate::app::PAGES;

/// The routes besides pages that need no viewer. A route that is not here is protected.
pub const PUBLIC: [&str; 5] =
    ["/auth/github", "/auth/github/callback", "/auth/sign-out", "/auth/status", "/settings/preferences"];

/// Whether `route` is open to everybody.
pub fn is_public(route: &str) -> bool {
    PUBLIC.contains(&route) || PAGES.iter().any(|page| page.public && page.path == route)
}

/// Decides before anything renders. Every route not on the public list needs a viewer; signed out, a page is an empty
/// 303 to the sign-in page, whatever `Accept` says, and a server function is a 401 before its arguments are read.
///
/// The decision hangs on the route that matched, so a path that matches none never gets past the fallback's 404.
pub async fn guard(
    State(state): State<CoreState>,
    Extension(current): Extension<CurrentSession>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
    if current.is_signed_in() || is_public(route) {
        return next.run(request).await;
    }
    if route.starts_with("/api/") {
        return (StatusCode::UNAUTHORIZED, axum::Json(AppError::SignedOut)).into_response();
    }
    let reason = if let CurrentSession::Gone { reason, .. } = current {
        reason.sign_in_reason()
    } else {
        SignInReason::Required
    };
    let asked = request.uri().path_and_query().map(|path| ReturnTo::parse(&state.pages, &page_of(path.as_str())));
    let return_to = asked.filter(|_| matches!(*request.method(), Method::GET | Method::HEAD));
    to_sign_in(&state, reason, return_to.as_ref()).unwrap_or_else(IntoResponse::into_response)
}

/// Downloads become the page of their link: who is led to a file sees nothing happen.
fn page_of(address: &str) -> Cow<'_, str> {
    let (path, query) = address.split_at(address.find('?').unwrap_or(address.len()));
    match path {
        "/repositories.csv" | "/repositories.json" => format!("/repositories{query}").into(),
        // Its query names an action of a session that is over.
        "/settings/export.json" => "/settings".into(),
        _ => address.into(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::page_of;

    #[rstest]
    #[case("/repositories.csv?q=tide", "/repositories?q=tide")]
    #[case("/repositories.json", "/repositories")]
    #[case("/settings/export.json?device=1", "/settings")]
    #[case("/activity?page=2", "/activity?page=2")]
    fn a_download_becomes_the_page_of_its_link(#[case] download: &str, #[case] page: &str) {
        assert_eq!(page_of(download), page);
    }
}
