use std::sync::Arc;

use axum::extract::FromRef;
use gatehouse_core::{access::SignedIn, flow::Pages, github::GitHubError, state::CoreState};
use gatehouse_model::AppError;
use leptos::{config::LeptosOptions, prelude::use_context};

use super::{actions::AttemptOutcomes, kept_pages::KeptPages};
use crate::{
    api::ApiError,
    app::{AFTER_SIGN_IN, PATHS, SIGN_IN, page_context},
};

/// What handlers and layers share. Clones are cheap.
#[derive(Clone)]
pub struct WebState {
    pub core: CoreState,
    pub leptos: Arc<LeptosOptions>,
    /// How attempts on `/inside` went.
    pub attempts: Arc<AttemptOutcomes>,
    pub kept_pages: Arc<KeptPages>,
}

impl WebState {
    #[must_use]
    pub fn new(core: CoreState, leptos: impl Into<Arc<LeptosOptions>>) -> Self {
        let kept_pages = Arc::new(KeptPages::new(&core));
        Self { core, leptos: leptos.into(), attempts: Arc::default(), kept_pages }
    }
}

impl FromRef<WebState> for CoreState {
    fn from_ref(state: &WebState) -> Self {
        state.core.clone()
    }
}

/// Where a sign-in finds our pages.
pub const PAGES: Pages = Pages {
    all: &PATHS,
    home: AFTER_SIGN_IN,
    sign_in: SIGN_IN,
    reauthenticate: "/reauthenticate",
    settings: "/settings",
};

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
