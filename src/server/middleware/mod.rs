//! One concern a file. `router.rs` shows the order.

mod assets;
mod canonical_host;
mod current_session;
mod error_pages;
mod guard;
mod no_store;
mod nonce;
mod rate_limit;
mod same_origin;
mod security_headers;
mod speculative;

pub use assets::cache_assets;
pub use canonical_host::canonical_host;
pub use current_session::current_session;
pub use error_pages::{caught_panic, error_pages};
pub use guard::{PUBLIC, guard};
pub use no_store::no_store;
pub use nonce::{RequestNonce, nonce};
pub use rate_limit::rate_limit_sign_in;
pub use same_origin::{same_origin, says_ours};
pub use security_headers::security_headers;
pub use speculative::speculative;
