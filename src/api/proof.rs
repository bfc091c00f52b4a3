use leptos::prelude::*;

use crate::model::{AppError, Proof};

/// Whether the viewer proved lately that it is them, and which act waits for it.
#[server(name = ProofFn, endpoint = "proof")]
pub async fn proof() -> Result<Proof, AppError> {
    crate::server::access::require_viewer()?.proof().await
}
