//! Everything that knows a secret. This module does not exist in the browser build.
//!
//! Imports go one way: `clock`, `crypto`, `db`, `token`, `wire`, `oauth`, `github` are leaves; `session` and `revocation` use
//! leaves; `grant` uses `revocation`; `lifecycle` uses the three; `access` stands above; handlers and layers come last;
//! `router` alone knows the pages.

pub mod access;
mod acts;
pub mod audit;
pub mod background;
mod client_network;
pub mod clock;
pub mod config;
pub mod cookies;
pub mod crypto;
pub mod db;
mod error;
mod flash;
pub mod github;
pub mod grant;
pub mod lifecycle;
mod listen;
pub mod middleware;
pub mod oauth;
pub mod ops;
mod preferences;
mod program;
mod rate_limiter;
pub mod rekey;
mod render;
pub mod revocation;
pub mod router;
mod run;
mod security_event;
pub mod session;
pub mod session_key;
pub mod sign_in;
mod site;
pub mod state;
mod telemetry;
pub mod token;
mod untrusted_proxies;
mod wire;

pub use program::main;
pub use run::{StopLimits, install_tls, serve};
