//! The layers that a session is only safe behind, whatever the pages. One concern a file.

mod canonical_host;
mod current_session;
mod no_store;
mod rate_limit;
mod same_origin;
mod speculative;

pub use canonical_host::canonical_host;
pub use current_session::current_session;
pub use no_store::no_store;
pub use rate_limit::rate_limit_sign_in;
pub use same_origin::{same_origin, says_ours};
pub use speculative::speculative;
