use axum::{extract::State, http::StatusCode};

use crate::server::{db::Db, state::AppState};

/// `GET /healthz`: the process lives.
pub async fn alive() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// `GET /readyz`: it can serve, which needs the database. GitHub may be down; pages then say so.
pub async fn ready(State(state): State<AppState>) -> StatusCode {
    match ask(&state.db).await {
        Ok(_) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!(%error, "not ready: the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

async fn ask(db: &Db) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("SELECT active FROM sessions WHERE id_hash = $1")
        .bind([].as_slice())
        .fetch_optional(db.read())
        .await
}
