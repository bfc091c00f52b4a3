use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};

use super::connection::connection;
use super::contributions;
use super::error::QueryError;
use super::pins;
use super::selection::{Field, Resolve};
use super::window::Window;
use crate::accounts::{self, Account, Describer, View};
use crate::clock::{calendar_time, timestamp};
use crate::rest::{Payer, Resource};
use crate::state::Shared;
use crate::tokens::Token;
use crate::world::World;

/// The viewer, and what is made for them when a query asks for it.
pub(super) struct Viewer<'a> {
    account: &'a Account,
    world: &'a World,
    shared: &'a Shared,
}

impl<'a> Viewer<'a> {
    pub(super) fn of(token: &Token, world: &'a World, shared: &'a Shared) -> Option<Self> {
        let account = world.accounts.by_id(token.account)?;
        Some(Self { account, world, shared })
    }

    /// Everything that needs no arguments, to be cut down to what a query asks for.
    pub(super) fn root(&self, rate_limit: &Value) -> Value {
        let rest = accounts::user(self.account, View::Private, &self.shared.examples, &self.shared.urls);
        let field = |name: &str| rest.get(name).cloned().unwrap_or_default();
        let text = |name: &str| rest.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let viewer = json!({
            "__typename": "User",
            "id": field("node_id"), "databaseId": field("id"), "login": field("login"), "name": field("name"),
            "company": field("company"), "bio": field("bio"), "location": field("location"), "email": text("email"),
            "avatarUrl": field("avatar_url"), "url": field("html_url"), "websiteUrl": field("blog"),
            "createdAt": field("created_at"), "updatedAt": field("updated_at"),
        });
        json!({ "__typename": "Query", "viewer": viewer, "rateLimit": rate_limit })
    }

    fn contributions(&self, field: &Field) -> Result<Value, QueryError> {
        let now = calendar_time(self.world.now());
        let window = Window::read(field, now)?;
        let most = self.world.settings.contribution_days.and_then(|days| usize::try_from(days).ok());
        if most.is_some_and(|most| window.days().count() > most) {
            return Err(QueryError::too_large().below("contributionCalendar"));
        }
        Ok(contributions::collection(self.account, self.joined(), window, now))
    }

    /// The day the account was made.
    fn joined(&self) -> Date {
        let user = accounts::user(self.account, View::Private, &self.shared.examples, &self.shared.urls);
        let created_at = user.get("created_at").and_then(Value::as_str).unwrap_or_default();
        OffsetDateTime::parse(created_at, &Rfc3339).unwrap_or(OffsetDateTime::UNIX_EPOCH).date()
    }

    fn organizations(&self, field: &Field) -> Result<Value, QueryError> {
        let nodes = accounts::organizations(self.account, &self.shared.examples, &self.shared.urls);
        let node = |rest: &Value| {
            json!({
                "__typename": "Organization", "login": rest["login"], "databaseId": rest["id"],
                "description": rest["description"], "avatarUrl": rest["avatar_url"],
            })
        };
        let nodes: Vec<Value> = nodes.iter().map(node).collect();
        connection("OrganizationConnection", &nodes, field)
    }

    fn pinned_items(&self, field: &Field) -> Result<Value, QueryError> {
        let started = self.world.started_at;
        let describer = Describer::new(self.account, started, &self.shared.examples, &self.shared.urls);
        let nodes = pins::pinned(self.account, &describer, started, field)?;
        connection("PinnableItemConnection", &nodes, field)
    }
}

impl Resolve for Viewer<'_> {
    fn resolve(&self, on: &str, field: &Field) -> Option<Result<Value, QueryError>> {
        match (on, field.name.as_str()) {
            ("User", "contributionsCollection") => Some(self.contributions(field)),
            ("User", "organizations") => Some(self.organizations(field)),
            ("User", "pinnedItems") => Some(self.pinned_items(field)),
            _ => None,
        }
    }
}

pub(super) fn rate_limit(world: &mut World, token: &Token) -> Value {
    let budget = world.budget(Payer::Account(token.account), Resource::Graphql);
    json!({
        "__typename": "RateLimit", "cost": 1, "nodeCount": 0, "limit": budget.limit, "used": budget.used,
        "remaining": budget.remaining(), "resetAt": timestamp(budget.reset),
    })
}
