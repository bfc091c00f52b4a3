//! Access and refresh tokens: what lives, what dies, and what dies with it.

mod eviction;
mod line;
mod store;
mod token;

pub use line::TokenLine;
pub(crate) use store::TokenStore;
pub(crate) use token::{Life, Terms, Token};
