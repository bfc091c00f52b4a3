//! Sign-in with GitHub for axum applications: sessions, token sets and their refresh, GitHub's API as the viewer,
//! revocation, and every secret these need. Without pages and without Leptos.
//!
//! See the crate's README for an overview, and `examples/bare_axum.rs` for a complete application.
//!
//! Imports go one way, from the top of this list to the bottom:
//!
//! | modules | |
//! |---|---|
//! | [`server`] | routes, layers and the server, put together |
//! | [`ops`], [`background`] | what runs beside requests |
//! | [`sign_in`], [`access`], [`middleware`] | handlers, what they use on behalf of a viewer, and layers |
//! | [`state`] | what they share |
//! | [`flow`] | a sign-in on its way to GitHub and back |
//! | [`lifecycle`] | begins and ends sessions |
//! | [`token_set`], [`revocation`], [`audit`], [`session`], [`rekey`] | what is stored |
//! | [`oauth`], [`github`] | GitHub |
//! | [`client_network`], [`cookies`], [`error`], [`rate_limiter`], [`telemetry`] | HTTP and logs |
//! | [`config`] | settings |
//! | [`clock`], [`crypto`], [`db`], [`listen`], [`token`] | no imports but each other |

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
pub mod flow;
pub mod github;
pub mod lifecycle;
pub mod listen;
pub mod middleware;
pub mod oauth;
pub mod ops;
pub mod rate_limiter;
pub mod rekey;
pub mod revocation;

pub mod server;
pub mod session;
pub mod sign_in;
pub mod state;
pub mod telemetry;
pub mod token;
pub mod token_set;
mod wire;

pub use gatehouse_model as model;
pub use wire::install_tls;
