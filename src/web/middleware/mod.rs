//! The layers that know of pages and files. One concern a file; `router.rs` shows the order.

mod assets;
mod error_pages;
mod guard;
mod security_headers;

pub use assets::cache_assets;
pub use error_pages::{caught_panic, error_pages};
pub use guard::{PUBLIC, guard, is_public};
pub use security_headers::{RequestNonce, nonce, security_headers};
