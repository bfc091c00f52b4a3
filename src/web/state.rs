use std::sync::Arc;

use axum::extract::FromRef;
use gatehouse_core::state::{CoreState, Pages};
use leptos::config::LeptosOptions;

use super::actions::AttemptOutcomes;
use crate::app::{HOME, RETURN_TO, SIGN_IN};

/// What handlers and layers share. Clones are cheap.
#[derive(Clone)]
pub struct WebState {
    pub core: CoreState,
    pub leptos: LeptosOptions,
    /// How attempts on `/inside` went.
    pub attempts: Arc<AttemptOutcomes>,
}

impl WebState {
    #[must_use]
    pub fn new(core: CoreState, leptos: LeptosOptions) -> Self {
        Self { core, leptos, attempts: Arc::default() }
    }
}

impl FromRef<WebState> for CoreState {
    fn from_ref(state: &WebState) -> Self {
        state.core.clone()
    }
}

/// Where a sign-in finds our pages.
pub const PAGES: Pages =
    Pages { all: &RETURN_TO, home: HOME, sign_in: SIGN_IN, reauthenticate: "/reauthenticate", settings: "/settings" };
