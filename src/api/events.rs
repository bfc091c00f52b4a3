use leptos::prelude::*;

use crate::model::{AccountEvents, AppError};

/// What happened to the viewer's sessions and tokens.
#[server(name = EventsFn, endpoint = "events")]
pub async fn events() -> Result<AccountEvents, AppError> {
    crate::server::access::require_viewer()?.events().await
}
