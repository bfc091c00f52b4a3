use leptos::prelude::*;

use crate::model::{AppError, Dated, Overview};

/// The viewer's contributions of a calendar year, or of the last twelve months, and what they have pinned.
#[server(name = OverviewFn, endpoint = "overview")]
pub async fn overview(year: Option<u16>) -> Result<Dated<Overview>, AppError> {
    crate::server::access::require_viewer()?.github().overview(year).await
}
