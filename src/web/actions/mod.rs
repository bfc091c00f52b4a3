//! What changes something besides signing in and out: plain POST forms that end in a 303, and what GitHub or a
//! download begins.
//!
//! A sensitive action asks `allowed` first. In a session that is not fresh it waits for reauthentication; see
//! `gatehouse_core::access`.

mod account;
mod attempt;
mod devices;
mod downloads;
mod export;
mod files;
mod sign_in;
mod webhook;

pub use account::{delete_data, disconnect};
pub use attempt::{AttemptOutcomes, FullRouter, attempt};
pub use devices::{end_all, end_device, end_others};
pub use downloads::{repositories_csv, repositories_json};
pub use export::export;
pub use sign_in::{begin, reauthenticate, scopes};
pub use webhook::webhook;

use axum::{extract::State, response::Response};
use gatehouse_core::{
    access::{Allowed, CurrentViewer, ViewerForm, require_fresh},
    error::ServerError,
    flow::ReturnTo,
    session::{ActiveSession, SessionKey},
    sign_in::{see_other, see_other_with},
    state::CoreState,
};
use gatehouse_model::{Flash, SensitiveAction};
use serde::Deserialize;

/// The form of an action. Fields an action has no use for are ignored.
#[derive(Deserialize)]
pub struct ActionForm {
    #[serde(default)]
    device: String,
    /// `yes` or `no`.
    #[serde(default)]
    organizations: String,
    /// Comes from `/reauthenticate` and is good once.
    nonce: Option<String>,
}

/// None where `action` may be done now; else the answer in its place.
async fn allowed(
    state: &CoreState,
    session: &ActiveSession,
    action: &SensitiveAction,
    nonce: Option<&str>,
) -> Result<Option<Response>, ServerError> {
    match require_fresh(state, session, action, nonce).await? {
        Allowed::Yes => Ok(None),
        Allowed::AfterReauthentication => see_other("/reauthenticate").map(Some),
        Allowed::NonceUsed => redirect_with(state, "/reauthenticate", Flash::Spent).map(Some),
    }
}

/// A 303 to `page`, which says what was done.
fn redirect_with(state: &CoreState, page: &str, done: Flash) -> Result<Response, ServerError> {
    see_other_with(&state.config.public_url, page, done)
}

fn forget(state: &CoreState, ended: impl IntoIterator<Item = SessionKey>) {
    ended.into_iter().for_each(|session| state.forget(session));
}

/// The page with the button.
#[derive(Deserialize)]
pub struct RefreshForm {
    #[serde(default)]
    return_to: String,
}

/// `POST /refresh`: asks GitHub again for what the page shows. The old answers stay, in case it doesn't respond.
///
/// # Errors
///
/// When a header could not be written.
pub async fn refresh(
    State(state): State<CoreState>,
    ViewerForm { session: active, form }: ViewerForm<RefreshForm>,
) -> Result<Response, ServerError> {
    state.github.refresh(active.key);
    see_other(ReturnTo::parse(&state.pages, &form.return_to).as_str())
}
