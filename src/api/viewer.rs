use leptos::prelude::*;

use crate::model::{AppError, Viewer};

/// Who is signed in.
#[server(name = ViewerFn, endpoint = "viewer")]
pub async fn viewer() -> Result<Viewer, AppError> {
    Ok(crate::server::access::require_viewer()?.viewer())
}
