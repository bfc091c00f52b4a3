//! What an operator sees.

mod health;

pub use health::{alive, ready};
