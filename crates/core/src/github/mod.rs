//! GitHub's API through octocrab: the only place a client is built. One file a resource, own types, every answer
//! capped, timed and judged.
//!
//! A leaf. It is handed access tokens and never keeps one.

mod cache;
mod client;
mod error;
mod events;
mod fetch;
mod gateway;
mod gather;
mod gathering;
mod graphql;
mod keyed;
mod languages;
mod link;
mod meter;
mod organizations;
mod overview;
mod paged;
mod payload;
mod question;
mod read;
mod refusal;
mod refused_by;
mod repositories;
mod repository;
mod resources;
mod select;
mod single;
mod sso;
mod stars;
mod turns;
mod user;
mod user_answer;

use std::sync::Arc;

use futures::future::BoxFuture;

use crate::token::LiveToken;

pub use cache::CacheKey;
pub use error::GitHubError;
pub use gateway::Gateway;
pub use resources::Selection;
pub use user::Identity;

/// The access tokens of one session, opened when, and only when, GitHub must be asked.
pub trait Tokens: Send + Sync {
    /// Whose they are: GitHub's numeric id.
    fn viewer(&self) -> i64;

    /// The one to ask with.
    fn current(&self) -> BoxFuture<'_, Result<LiveToken, GitHubError>>;

    /// Another one, after GitHub answered 401 to that of `generation`.
    fn after_refusal(&self, generation: i64) -> BoxFuture<'_, Result<LiveToken, GitHubError>>;

    /// GitHub answered 401 to that other one as well: there will be no third, for a while or for ever.
    fn refused_again(&self, generation: i64) -> BoxFuture<'_, GitHubError>;
}

pub type TokenSource = Arc<dyn Tokens>;
