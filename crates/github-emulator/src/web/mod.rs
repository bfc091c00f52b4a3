//! Pages for people. Every one of them says what it is not.

mod home;
mod html;
mod review;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

pub(crate) use html::{error_page, escape, page};

use crate::accounts::avatar_png;
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::show))
        .route("/settings/connections/applications/{client_id}", get(review::show))
        .route("/avatars/u/{id}", get(avatar))
}

async fn avatar(Path(id): Path<u64>) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, avatar_png(id))
}
