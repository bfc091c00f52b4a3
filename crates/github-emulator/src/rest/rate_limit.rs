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

/// Who a call is charged to.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Payer {
    /// Everybody without a token.
    Anonymous,
    Application,
    /// Whichever application made the call.
    Account(AccountId),
}

/// How much of an hour's calls is left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub(crate) limit: u64,
    pub(crate) used: u64,
    pub(crate) reset: Seconds,
    /// The setting that was obeyed last, so that it is obeyed once.
    left: Option<u64>,
}

impl Budget {
    pub(crate) fn remaining(self) -> u64 {
        self.limit.saturating_sub(self.used)
    }

    /// What GitHub says on every answer, whatever it answers.
    pub(super) fn headers(self, resource: Resource) -> [(&'static str, String); 5] {
        [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining().to_string()),
            ("x-ratelimit-used", self.used.to_string()),
            ("x-ratelimit-reset", self.reset.to_string()),
            ("x-ratelimit-resource", resource.name().to_owned()),
        ]
    }
}

/// Calls counted for each payer and resource.
#[derive(Debug, Default)]
pub(crate) struct RateLimits(HashMap<(Payer, &'static str), Budget>);

impl RateLimits {
    /// `left` is what a test says is left of an account's hour, from the moment it says so.
    fn budget(&mut self, payer: Payer, resource: Resource, left: Option<u64>, now: Seconds) -> &mut Budget {
        let limit = if payer == Payer::Anonymous { 60 } else { 5000 };
        let full = Budget { limit, used: 0, reset: now + HOUR, left: None };
        let budget = self.0.entry((payer, resource.name())).or_insert(full);
        if budget.reset <= now {
            *budget = Budget { left: budget.left, ..full };
        }
        if matches!(payer, Payer::Account(_)) && budget.left != left {
            budget.used = left.map_or(0, |left| limit.saturating_sub(left));
            budget.left = left;
        }
        budget
    }
}

impl World {
    pub(crate) fn budget(&mut self, payer: Payer, resource: Resource) -> Budget {
        *self.budget_mut(payer, resource)
    }

    fn budget_mut(&mut self, payer: Payer, resource: Resource) -> &mut Budget {
        let now = self.now();
        let left = match resource {
            Resource::Core | Resource::Free => self.settings.core_left,
            Resource::Graphql => self.settings.graphql_left,
        };
        self.rate_limits.budget(payer, resource, left, now)
    }

    pub(super) fn is_limited(&mut self, payer: Payer, resource: Resource) -> bool {
        resource != Resource::Free && self.budget(payer, resource).remaining() == 0
    }

    pub(super) fn count_call(&mut self, payer: Payer, resource: Resource) {
        if resource != Resource::Free {
            self.budget_mut(payer, resource).used += 1;
        }
    }
}

/// <https://docs.github.com/rest/rate-limit/rate-limit>
pub(super) async fn show(State(shared): State<AppState>, Extension(caller): Extension<Caller>) -> Response {
    let mut overview = shared.examples.rate_limit.clone();
    let mut world = shared.world();
    let mut read = |resource| {
        let budget = world.budget(caller.payer(), resource);
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
