//! What an operator sees.

mod browser;
mod health;

pub use browser::browser_in_words;
pub use health::{alive, ready};
