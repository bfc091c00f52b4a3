use leptos::prelude::*;

use crate::model::{AppError, GrantFacts};

/// What the server holds for this session's tokens, and not one byte of them.
#[server(name = GrantFactsFn, endpoint = "grant_facts")]
pub async fn grant_facts() -> Result<GrantFacts, AppError> {
    crate::server::access::require_viewer()?.grant_facts().await
}
