use leptos::prelude::*;

use crate::model::{Allowances, AppError};

/// What GitHub still allows the viewer this hour, as its latest answers told.
#[server(name = AllowancesFn, endpoint = "allowances")]
pub async fn allowances() -> Result<Allowances, AppError> {
    Ok(crate::server::access::require_viewer()?.github().allowances())
}
