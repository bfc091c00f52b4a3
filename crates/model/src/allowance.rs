use serde::{Deserialize, Serialize};

use super::Timestamp;

/// What GitHub still allows a viewer this hour, across all the applications they use.
///
/// Source: GitHub REST "Rate limits", headers `x-ratelimit-*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// Calls, or points for GraphQL, an hour.
    pub limit: u32,
    pub remaining: u32,
    /// When all of it is there again.
    pub resets_at: Timestamp,
}

/// The allowances a viewer's pages draw on, as the latest answers told them; none where nothing was asked yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowances {
    pub rest: Option<Allowance>,
    pub graphql: Option<Allowance>,
}
