//! What changes something besides signing in and out: plain POST forms that end in a 303, and what GitHub or a
//! download begins.
//!
//! A sensitive action asks [`allowed`] first. In a session that is not fresh it waits for a reauthentication; see `access::action`.

mod attempt;
mod delete_data;
mod devices;
mod disconnect;
mod export;
mod files;
mod outcomes;
mod preferences;
mod refresh;
mod repositories;
mod scopes;
mod sign_in;
mod spreadsheet;
mod webhook;

pub use attempt::{Whole, attempt};
pub use delete_data::delete_data;
pub use devices::{end_all, end_device, end_others};
pub use disconnect::disconnect;
pub use export::export;
pub use outcomes::AttemptOutcomes;
pub use preferences::preferences;
pub use refresh::refresh;
pub use repositories::{repositories_csv, repositories_json};
pub use scopes::scopes;
pub use sign_in::{begin, reauthenticate};
pub use webhook::webhook;

use axum::response::Response;
use gatehouse_core::{
    access::{Allowed, CurrentViewer, ViewerForm, require_fresh},
    error::ServerError,
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
        Allowed::NonceUsed => told(state, "/reauthenticate", Flash::Spent).map(Some),
    }
}

/// A 303 to `page`, which says what was done.
fn told(state: &CoreState, page: &str, done: Flash) -> Result<Response, ServerError> {
    see_other_with(&state.config.public_url, page, done)
}

fn forget(state: &CoreState, ended: impl IntoIterator<Item = SessionKey>) {
    ended.into_iter().for_each(|session| state.github.forget(session));
}
