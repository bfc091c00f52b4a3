use leptos::prelude::*;

use crate::model::{AppError, Dated, Languages};

/// The languages of the viewer's repositories.
#[server(name = LanguagesFn, endpoint = "languages")]
pub async fn languages() -> Result<Dated<Languages>, AppError> {
    crate::server::access::require_viewer()?.github().languages().await
}
