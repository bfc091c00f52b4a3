use axum::{
    Extension,
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    model::{AppError, Why},
    server::{
        session::CurrentSession,
        sign_in::{ReturnTo, to_sign_in},
        state::AppState,
    },
};

/// The routes that need no viewer. A route that is not here is protected.
pub const PUBLIC: [&str; 7] = [
    "/",
    "/sign-in",
    "/auth/github",
    "/auth/github/callback",
    "/auth/sign-out",
    "/auth/status",
    "/settings/preferences",
];

/// Decides before anything renders. Every route not on the public list needs a viewer; signed out, a page is an empty
/// 303 to the sign-in page, whatever `Accept` says, and a server function is a 401 before its arguments are read.
///
/// The decision hangs on the route that matched, so a path that matches none never gets past the fallback's 404.
pub async fn guard(
    State(state): State<AppState>,
    Extension(current): Extension<CurrentSession>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
    if current.is_signed_in() || PUBLIC.contains(&route) {
        return next.run(request).await;
    }
    if route.starts_with("/api/") {
        return (StatusCode::UNAUTHORIZED, axum::Json(AppError::SignedOut)).into_response();
    }
    let why = if let CurrentSession::Gone { reason, .. } = current { reason.why() } else { Why::Required };
    let asked = request.uri().path_and_query().map(|path| ReturnTo::parse(path.as_str()));
    let return_to = asked.filter(|_| matches!(*request.method(), Method::GET | Method::HEAD));
    let url = &state.config.public_url;
    to_sign_in(url, why, return_to.as_ref()).unwrap_or_else(IntoResponse::into_response)
}
