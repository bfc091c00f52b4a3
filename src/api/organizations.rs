use leptos::prelude::*;

use crate::model::{AppError, Dated, Organizations};

/// The organisations the viewer belongs to.
#[server(name = OrganizationsFn, endpoint = "organizations")]
pub async fn organizations() -> Result<Dated<Organizations>, AppError> {
    crate::server::access::require_viewer()?.github().organizations().await
}
