//! What server functions and actions ask for: reauthentication of a viewer, and through it GitHub.

mod acting;
mod action;
mod actor;
mod devices;
mod github;
mod token_set_info;
mod tokens;
mod waiting;

use std::sync::Arc;

use gatehouse_model::{AccountEventGroup, AccountEvents, AppError, Devices, Reauthentication, TokenSetInfo, Viewer};

use super::{audit, db::is_busy, session::ActiveSession, state::CoreState};

pub use acting::{Leaving, ViewerForm};
pub use action::{Allowed, require_fresh};
pub use actor::CurrentViewer;
pub use devices::devices;
pub use github::GitHub;
pub use token_set_info::token_set_info;
pub use tokens::{renew_due, token_of, verify};

/// A proven viewer: a session that stands.
#[derive(Clone)]
pub struct SignedIn {
    state: CoreState,
    session: Arc<ActiveSession>,
}

impl SignedIn {
    #[must_use]
    pub fn new(state: CoreState, session: Arc<ActiveSession>) -> Self {
        Self { state, session }
    }

    /// The viewer, as a page may know them.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.session.viewer.clone()
    }

    /// GitHub, asked as this viewer. The access token is opened only where GitHub must be asked, and stays inside.
    #[must_use]
    pub fn github(&self) -> GitHub {
        GitHub::for_session(&self.state, &self.session)
    }

    /// Every session of the viewer.
    ///
    /// # Errors
    ///
    /// [`AppError::Busy`] or [`AppError::Internal`] when the database does not answer.
    pub async fn devices(&self) -> Result<Devices, AppError> {
        devices(&self.state, &self.session).await.map_err(|error| internal(&error))
    }

    /// One page, from 1, of the viewer's security events: of one group, or of both together.
    ///
    /// # Errors
    ///
    /// As [`SignedIn::devices`].
    pub async fn events(&self, group: Option<AccountEventGroup>, page: u32) -> Result<AccountEvents, AppError> {
        let state = &self.state;
        let page = audit::page(&state.db, &self.session.issuer, self.session.github_id, group, page).await;
        let audit::Page { events, page, pages } = page.map_err(|error| internal(&error))?;
        Ok(AccountEvents { events, page, pages, now: state.clock.now(), kept_days: audit::KEPT_DAYS })
    }

    /// What is known of the session's tokens.
    ///
    /// # Errors
    ///
    /// As [`SignedIn::devices`], and [`AppError::SignedOut`] where the session has ended meanwhile.
    pub async fn token_set_info(&self) -> Result<TokenSetInfo, AppError> {
        let facts = token_set_info(&self.state, &self.session).await.map_err(|error| internal(&error))?;
        facts.ok_or(AppError::SignedOut)
    }

    /// How fresh the session is, and which action waits.
    ///
    /// # Errors
    ///
    /// As [`SignedIn::devices`].
    pub async fn reauthentication(&self) -> Result<Reauthentication, AppError> {
        let state = &self.state;
        let now = state.clock.now();
        let waiting = waiting::of(state, &self.session).await.map_err(|error| internal(&error))?;
        Ok(Reauthentication { waiting, now, fresh_until: action::fresh_until(state, &self.session, now) })
    }
}

fn internal(error: &sqlx::Error) -> AppError {
    tracing::error!(%error, "the database does not answer");
    if is_busy(error) { AppError::Busy } else { AppError::Internal }
}
