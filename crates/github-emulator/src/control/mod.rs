//! The other side of the stage: settings, faults and counters for tests that are not written in Rust.
//!
//! Nothing here is counted, logged or struck by faults.

mod change;
mod read;

use axum::Router;
use axum::routing::{get, post, put};

use crate::state::AppState;

pub(crate) const ROOT: &str = "/_control";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/reset", post(change::reset))
        .route("/settings", put(change::settings).get(read::settings))
        .route("/faults", post(change::add_fault).delete(change::clear_faults))
        .route("/clock", post(change::clock))
        .route("/accounts/{login}", post(change::account))
        .route("/revoke", post(change::revoke))
        .route("/counters", get(read::counters))
        .route("/requests", get(read::requests))
        .route("/secrets", get(read::secrets))
        .route("/tokens", get(read::tokens))
}
