//! GitHub's API through octocrab, for one viewer at a time: every answer is bounded, timed, classified and cached.
//!
//! A leaf. It is handed access tokens and never keeps one.
//!
//! A resource is one file here. README.md, "How to add something", writes one out.

mod activity;
mod cache;
mod client;
mod error;
mod gateway;
mod gather;
mod graphql;
mod languages;
mod limits;
mod link;
mod list;
mod observed;
mod organizations;
mod overview;
mod profile;
mod refusal;
mod repositories;
mod request;
mod resource;
mod stars;
mod transport;

use std::sync::Arc;

use futures::future::BoxFuture;

use crate::token::LiveToken;

pub use activity::Activity;
pub use error::GitHubError;
pub use gateway::{Gateway, SessionClient};
pub use languages::Languages;
pub use observed::{Observed, Observer};
pub use organizations::Organizations;
pub use overview::Overview;
pub use profile::{Identity, Profile};
pub use repositories::{Repositories, Selection};
pub use resource::Resource;
pub use stars::Stars;

/// The access tokens of one session, decrypted only when GitHub must be asked.
pub trait Tokens: Send + Sync {
    /// Whose they are: GitHub's numeric id.
    fn viewer(&self) -> i64;

    fn current(&self) -> BoxFuture<'_, Result<LiveToken, GitHubError>>;

    /// Another token, after GitHub answered 401 to that of `generation`.
    fn after_refusal(&self, generation: i64) -> BoxFuture<'_, Result<LiveToken, GitHubError>>;

    /// GitHub answered 401 to the other token as well: there will be no third, for a while or forever.
    fn refused_again(&self, generation: i64) -> BoxFuture<'_, GitHubError>;
}

pub type TokenSource = Arc<dyn Tokens>;
