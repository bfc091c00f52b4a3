use leptos::prelude::*;

use crate::model::{AccountEvents, AppError, EventGroup};

/// One page, from 1, of what happened to the viewer's sessions and tokens: of one group, or of both together.
#[server(name = EventsFn, endpoint = "events")]
pub async fn events(
    #[server(default)] group: Option<EventGroup>,
    #[server(default)] page: u32,
) -> Result<AccountEvents, AppError> {
    crate::server::access::require_viewer()?.events(group, page).await
}
