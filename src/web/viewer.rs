use gatehouse_core::{access::SignedIn, github::GitHubError};
use gatehouse_model::AppError;
use leptos::prelude::use_context;

use crate::{api::ApiError, app::page_context};

/// Who asks, in the context of every page and server function.
#[derive(Clone)]
pub struct RequestViewer(pub Option<SignedIn>);

/// The viewer of the request at hand.
///
/// # Errors
///
/// [`AppError::SignedOut`] where nobody is signed in, and outside a request.
pub fn viewer() -> Result<SignedIn, ApiError> {
    let RequestViewer(viewer) = use_context().ok_or(AppError::SignedOut)?;
    Ok(viewer.ok_or(AppError::SignedOut)?)
}

/// What a page may say of GitHub's failure. One that makes the session useless is noted for the answer to the page.
pub fn refused(error: GitHubError) -> ApiError {
    if let GitHubError::NoToken(verdict) = &error {
        page_context().set_session_verdict(*verdict);
    }
    ApiError(error.into())
}
