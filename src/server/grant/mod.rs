//! The GitHub tokens of one session, sealed at rest.

mod open;
mod store;

pub use open::{GrantError, access_token};
pub use store::{insert, remove};
