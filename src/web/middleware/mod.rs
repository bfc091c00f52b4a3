//! The layers that know of pages and files. One concern a file; `router.rs` shows the order.

mod error_pages;
mod guard;
mod headers;

pub use error_pages::{caught_panic, error_pages};
pub use guard::{PUBLIC, guard, is_public};
pub use headers::{RequestNonce, cache_assets, nonce, security_headers};
