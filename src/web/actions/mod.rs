//! What changes something besides signing in and out: plain POST forms that end in a 303, and what GitHub or a
//! download begins.
//!
//! A sensitive act asks [`allowed`] first. In a session that is not fresh it waits for a proof; see `access::act`.

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
pub use outcomes::Outcomes;
pub use preferences::preferences;
pub use refresh::refresh;
pub use repositories::{repositories_csv, repositories_json};
pub use scopes::scopes;
pub use sign_in::{begin, prove};
pub use webhook::webhook;

use axum::response::Response;
use gatehouse_core::{
    access::{Acting, Actor, Allowed, require_fresh},
    error::ServerError,
    session::{ActiveSession, SessionKey},
    sign_in::{see_other, see_other_with},
    state::CoreState,
};
use gatehouse_model::{Act, Done};
use serde::Deserialize;

/// The form of an act. Fields an act has no use for are ignored.
#[derive(Deserialize)]
pub struct ActForm {
    #[serde(default)]
    device: String,
    /// `yes` or `no`.
    #[serde(default)]
    organizations: String,
    /// Comes from `/prove` and is good once.
    spend: Option<String>,
}

/// None where `act` may be done now; else the answer in its place.
async fn allowed(
    state: &CoreState,
    session: &ActiveSession,
    act: &Act,
    spend: Option<&str>,
) -> Result<Option<Response>, ServerError> {
    match require_fresh(state, session, act, spend).await? {
        Allowed::Yes => Ok(None),
        Allowed::AfterProof => see_other("/prove").map(Some),
        Allowed::SpentBefore => told(state, "/prove", Done::Spent).map(Some),
    }
}

/// A 303 to `page`, which says what was done.
fn told(state: &CoreState, page: &str, done: Done) -> Result<Response, ServerError> {
    see_other_with(&state.config.public_url, page, done)
}

fn forget(state: &CoreState, ended: impl IntoIterator<Item = SessionKey>) {
    ended.into_iter().for_each(|session| state.github.forget(session));
}
