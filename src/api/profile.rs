use leptos::prelude::*;

use crate::model::{AppError, Dated, Profile};

/// The viewer's profile at GitHub.
#[server(name = ProfileFn, endpoint = "profile")]
pub async fn profile() -> Result<Dated<Profile>, AppError> {
    crate::server::access::require_viewer()?.github().profile().await
}
