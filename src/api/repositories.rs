use leptos::prelude::*;

use crate::model::{AppError, Dated, RepositoryPage, RepositoryQuery};

/// One page of the viewer's repositories, searched and sorted.
#[server(name = RepositoriesFn, endpoint = "repositories")]
pub async fn repositories(query: RepositoryQuery) -> Result<Dated<RepositoryPage>, AppError> {
    crate::server::access::require_viewer()?.github().repositories(query).await
}
