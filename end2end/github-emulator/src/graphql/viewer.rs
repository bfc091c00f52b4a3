use serde_json::{Map, Value, json};

use super::contributions;
use crate::accounts::{self, Account, View};
use crate::clock::timestamp;
use crate::rest::Resource;
use crate::state::Shared;
use crate::tokens::Token;
use crate::world::World;

/// Everything a query may ask for, to be cut down to what it does ask for.
pub(super) fn root(shared: &Shared, token: &Token) -> Option<Value> {
    let mut world = shared.world();
    let rate_limit = rate_limit(&mut world, token);
    let account = world.accounts.by_id(token.account)?;
    let viewer = viewer(account, &world, shared);
    Some(json!({ "__typename": "Query", "viewer": viewer, "rateLimit": rate_limit }))
}

fn rate_limit(world: &mut World, token: &Token) -> Value {
    let budget = world.budget(Some(token.account), Resource::Graphql);
    json!({
        "__typename": "RateLimit", "cost": 1, "nodeCount": 0, "limit": budget.limit, "used": budget.used,
        "remaining": budget.remaining(), "resetAt": timestamp(budget.reset),
    })
}

fn viewer(account: &Account, world: &World, shared: &Shared) -> Value {
    let rest = accounts::user(account, View::Private, &shared.examples, &shared.urls);
    let field = |name: &str| rest.get(name).cloned().unwrap_or_default();
    let text = |name: &str| rest.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let organizations = account.organizations.iter().map(|one| {
        json!({ "__typename": "Organization", "login": one.login, "databaseId": one.id, "description": one.description })
    });
    let organizations: Vec<Value> = organizations.collect();
    json!({
        "__typename": "User",
        "id": field("node_id"), "databaseId": field("id"), "login": field("login"), "name": field("name"),
        "company": field("company"), "bio": field("bio"), "location": field("location"), "email": text("email"),
        "avatarUrl": field("avatar_url"), "url": field("html_url"), "websiteUrl": field("blog"),
        "createdAt": field("created_at"), "updatedAt": field("updated_at"),
        "contributionsCollection": contributions::collection(account, world),
        "organizations": connection("OrganizationConnection", &organizations),
        "pinnedItems": connection("PinnableItemConnection", &pinned(account, world, shared)),
    })
}

fn connection(type_name: &str, nodes: &[Value]) -> Value {
    json!({ "__typename": type_name, "totalCount": nodes.len(), "nodes": nodes })
}

/// The six public repositories with the most stars.
fn pinned(account: &Account, world: &World, shared: &Shared) -> Vec<Value> {
    let stars = |json: &Map<String, Value>| json.get("stargazers_count").and_then(Value::as_u64).unwrap_or_default();
    let mut all = accounts::repositories(account, world.started_at, &shared.examples, &shared.urls);
    all.retain(|one| !one.private);
    all.sort_by_key(|one| std::cmp::Reverse(stars(&one.json)));
    let nodes = all.into_iter().take(6).map(|one| {
        let field = |name: &str| one.json.get(name).cloned().unwrap_or_default();
        let language = field("language");
        let language = language.as_str().map(|name| json!({ "__typename": "Language", "name": name, "color": null }));
        json!({
            "__typename": "Repository", "databaseId": field("id"), "name": field("name"),
            "nameWithOwner": field("full_name"), "description": field("description"), "url": field("html_url"),
            "stargazerCount": field("stargazers_count"), "forkCount": field("forks_count"),
            "isFork": field("fork"), "isArchived": field("archived"), "isPrivate": one.private,
            "primaryLanguage": language, "pushedAt": field("pushed_at"),
        })
    });
    nodes.collect()
}
