//! <https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api>

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

use super::caller::Caller;
use crate::accounts::AccountId;
use crate::clock::{HOUR, Seconds};
use crate::state::AppState;
use crate::world::World;

/// What a call is counted against.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Resource {
    Core,
    Graphql,
    /// `GET /rate_limit` costs nothing.
    Free,
}

impl Resource {
    pub(super) fn of(path: &str) -> Self {
        if path.ends_with("/graphql") {
            Self::Graphql
        } else if path.ends_with("/rate_limit") {
            Self::Free
        } else {
            Self::Core
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Core | Self::Free => "core",
            Self::Graphql => "graphql",
        }
    }
}

/// How much of an hour's calls is left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub(crate) limit: u64,
    pub(crate) used: u64,
    pub(crate) reset: Seconds,
}

impl Budget {
    pub(crate) fn remaining(self) -> u64 {
        self.limit.saturating_sub(self.used)
    }
}

/// Calls counted for each account, whichever application made them; `None` is everybody without a token.
#[derive(Debug, Default)]
pub(crate) struct RateLimits(HashMap<(Option<AccountId>, &'static str), Budget>);

impl RateLimits {
    pub(crate) fn budget(&mut self, account: Option<AccountId>, resource: Resource, now: Seconds) -> &mut Budget {
        let full = Budget { limit: if account.is_some() { 5000 } else { 60 }, used: 0, reset: now + HOUR };
        let budget = self.0.entry((account, resource.name())).or_insert(full);
        if budget.reset <= now {
            *budget = full;
        }
        budget
    }
}

impl World {
    pub(crate) fn budget(&mut self, account: Option<AccountId>, resource: Resource) -> Budget {
        let now = self.now();
        *self.rate_limits.budget(account, resource, now)
    }

    pub(super) fn is_limited(&mut self, account: Option<AccountId>, resource: Resource) -> bool {
        resource != Resource::Free && self.budget(account, resource).remaining() == 0
    }

    pub(super) fn count_call(&mut self, account: Option<AccountId>, resource: Resource) {
        let now = self.now();
        if resource != Resource::Free {
            self.rate_limits.budget(account, resource, now).used += 1;
        }
    }
}

/// <https://docs.github.com/rest/rate-limit/rate-limit>
pub(super) async fn show(State(shared): State<AppState>, Extension(caller): Extension<Caller>) -> Response {
    let mut overview = shared.examples.rate_limit.clone();
    let mut world = shared.world();
    let mut read = |resource| {
        let budget = world.budget(caller.account(), resource);
        json!({
            "limit": budget.limit, "used": budget.used,
            "remaining": budget.remaining(), "reset": budget.reset,
        })
    };
    let (core, graphql) = (read(Resource::Core), read(Resource::Graphql));
    if let Some(resources) = overview.get_mut("resources").and_then(serde_json::Value::as_object_mut) {
        resources.insert("core".to_owned(), core.clone());
        resources.insert("graphql".to_owned(), graphql);
    }
    overview.insert("rate".to_owned(), core);
    Json(overview).into_response()
}
