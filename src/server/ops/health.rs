use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};

use crate::server::{client_network::Forwarded, db::Db, state::AppState};

/// Sent by the doctor with the address it has forged into `X-Forwarded-For`, or with none; answered with what became of it.
pub(super) const PROBE: &str = "x-gatehouse-doctor";

/// `GET /healthz`: the process lives. The doctor is told besides how its request came through the proxies, which whoever
/// sends a request may know.
pub async fn alive(State(state): State<AppState>, request: Request) -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    if let Some(probe) = request.headers().get(PROBE) {
        let forged = probe.to_str().ok().and_then(|forged| forged.parse().ok());
        let seen = word(Forwarded::of(&request, &state.config.trusted_proxies, forged));
        answer.headers_mut().insert(PROBE, HeaderValue::from_static(seen));
    }
    answer
}

/// How the answer to a probe says it.
pub(super) fn word(forwarded: Forwarded) -> &'static str {
    match forwarded {
        Forwarded::Untrusted => "untrusted",
        Forwarded::Nobody => "nobody",
        Forwarded::Forged => "forged",
        Forwarded::Visitor => "visitor",
    }
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
