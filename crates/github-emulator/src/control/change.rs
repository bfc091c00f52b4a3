use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::accounts::AccountChange;
use crate::faults::Fault;
use crate::state::AppState;

pub(super) async fn reset(State(shared): State<AppState>) -> StatusCode {
    shared.world().reset();
    StatusCode::NO_CONTENT
}

/// A part of the settings; answers with all of them.
pub(super) async fn settings(State(shared): State<AppState>, Json(change): Json<Value>) -> Response {
    let mut world = shared.world();
    match world.settings.changed_by(&change) {
        Ok(settings) => {
            world.settings = settings;
            Json(&world.settings).into_response()
        }
        Err(reason) => refused(StatusCode::UNPROCESSABLE_ENTITY, &reason),
    }
}

pub(super) async fn add_fault(State(shared): State<AppState>, Json(fault): Json<Fault>) -> StatusCode {
    shared.world().faults.add(fault);
    StatusCode::CREATED
}

pub(super) async fn clear_faults(State(shared): State<AppState>) -> StatusCode {
    shared.world().faults.clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
pub(super) struct Advance {
    advance_seconds: u64,
}

pub(super) async fn clock(State(shared): State<AppState>, Json(change): Json<Advance>) -> Json<Value> {
    let mut world = shared.world();
    world.advance(Duration::from_secs(change.advance_seconds));
    Json(json!({ "now": world.now() }))
}

pub(super) async fn account(
    State(shared): State<AppState>,
    Path(login): Path<String>,
    Json(change): Json<AccountChange>,
) -> Response {
    match shared.world().accounts.change(&login, change) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(reason) => refused(StatusCode::CONFLICT, reason),
    }
}

#[derive(Deserialize)]
pub(super) struct Login {
    login: String,
}

pub(super) async fn revoke(State(shared): State<AppState>, Json(body): Json<Login>) -> Response {
    match shared.world().revoke_grant(&body.login) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(reason) => refused(StatusCode::NOT_FOUND, reason),
    }
}

fn refused(status: StatusCode, reason: &str) -> Response {
    (status, Json(json!({ "error": reason }))).into_response()
}
