//! Sign-in with GitHub on the server, and every secret it needs. No page, no Leptos: an axum application that wants its
//! people signed in can stand on this crate alone.
//!
//! Imports go one way: `clock`, `crypto`, `token`, `wire`, `oauth` and `github` know none of the others; `db` stores what
//! they and `session` define; `audit`, `token_set` and `revocation` use `db`; `lifecycle` uses these; `access` comes above,
//! then `sign_in` and the layers of `middleware`.

pub mod access;
pub mod audit;
pub mod background;
pub mod client_network;
pub mod clock;
pub mod config;
pub mod cookies;
pub mod crypto;
pub mod db;
pub mod error;
pub mod flash;
pub mod github;
pub mod lifecycle;
pub mod listen;
pub mod middleware;
pub mod oauth;
pub mod ops;
pub mod rate_limiter;
pub mod rekey;
pub mod revocation;
pub mod security_event;
pub mod session;
pub mod sign_in;
pub mod state;
pub mod telemetry;
pub mod token;
pub mod token_set;
mod untrusted_proxies;
mod wire;

pub use wire::install_tls;
