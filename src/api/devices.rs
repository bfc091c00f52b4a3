use leptos::prelude::*;

use crate::model::{AppError, Devices};

/// Every device the viewer is signed in on.
#[server(name = DevicesFn, endpoint = "devices")]
pub async fn devices() -> Result<Devices, AppError> {
    crate::server::access::require_viewer()?.devices().await
}
