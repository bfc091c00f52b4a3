use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::request_log::RequestLine;
use crate::settings::Settings;
use crate::state::AppState;
use crate::tokens::TokenLine;

pub(super) async fn settings(State(shared): State<AppState>) -> Json<Settings> {
    Json(shared.world().settings.clone())
}

/// `{"requests": {"METHOD /path": n}, "total": n, "api": n}`
pub(super) async fn counters(State(shared): State<AppState>) -> Json<Value> {
    let world = shared.world();
    let counters = world.requests.counters();
    Json(json!({
        "requests": counters,
        "total": counters.values().sum::<u64>(),
        "api": world.requests.total_api_calls(),
    }))
}

pub(super) async fn requests(State(shared): State<AppState>) -> Json<Vec<RequestLine>> {
    Json(shared.world().requests.lines())
}

pub(super) async fn secrets(State(shared): State<AppState>) -> Json<Vec<String>> {
    Json(shared.world().secrets())
}

pub(super) async fn tokens(State(shared): State<AppState>) -> Json<Vec<TokenLine>> {
    let world = shared.world();
    Json(world.tokens.lines(world.now()))
}
