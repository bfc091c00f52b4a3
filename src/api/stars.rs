use leptos::prelude::*;

use crate::model::{AppError, Dated, Stars};

/// One page of what the viewer has starred, from 1.
#[server(name = StarsFn, endpoint = "stars")]
pub async fn stars(page: u32) -> Result<Dated<Stars>, AppError> {
    crate::server::access::require_viewer()?.github().stars(page).await
}
