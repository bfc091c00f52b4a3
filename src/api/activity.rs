use leptos::prelude::*;

use crate::model::{Activity, AppError, Dated};

/// What the viewer did lately.
#[server(name = ActivityFn, endpoint = "activity")]
pub async fn activity() -> Result<Dated<Activity>, AppError> {
    crate::server::access::require_viewer()?.github().activity().await
}
