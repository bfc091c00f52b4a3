//! The REST API below `/api/v3`, as GitHub Enterprise mounts it, and the gate every call passes.
//!
//! <https://docs.github.com/rest>

mod applications;
mod caller;
mod error;
mod etag;
mod gate;
mod headers;
mod pages;
mod rate_limit;
mod user;
mod user_events;
mod user_repos;
mod user_starred;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

pub(crate) use caller::Caller;
pub(crate) use error::ApiError;
pub(crate) use gate::say_budget;
pub(crate) use rate_limit::{Payer, RateLimits, Resource};

use crate::graphql;
use crate::state::AppState;

/// The API's base address.
pub(crate) const ROOT: &str = "/api/v3";

pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let gate = from_fn_with_state(state.clone(), gate::pass);
    let rest = Router::new()
        .route("/user", get(user::authenticated))
        .route("/user/{id}", get(user::by_id))
        .route("/user/repos", get(user_repos::list))
        .route("/user/orgs", get(user::organizations))
        .route("/user/emails", get(user::emails))
        .route("/user/starred", get(user_starred::list))
        .route("/users/{login}", get(user::by_login))
        .route("/users/{login}/events", get(user_events::list))
        .route("/users/{login}/events/public", get(user_events::list_public))
        .route("/rate_limit", get(rate_limit::show))
        // octocrab posts to its base address + "/graphql".
        .route("/graphql", post(graphql::answer))
        .fallback(error::not_found)
        .layer(gate.clone());
    // GitHub Enterprise's own address for GraphQL.
    let graphql = Router::new().route("/api/graphql", post(graphql::answer)).layer(gate);
    let applications = applications::routes().layer(from_fn_with_state(state.clone(), gate::application));
    Router::new().nest(ROOT, applications.merge(rest)).merge(graphql).layer(from_fn(gate::user_agent))
}
