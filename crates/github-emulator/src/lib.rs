//! GitHub's sign-in and API for development and tests, with the faults real life has.
//!
//! An application that talks to GitHub is only as good as its answers to GitHub's bad days: a refresh token used twice,
//! an error that arrives with status 200, a proxy's HTML where JSON was due. This crate plays GitHub in memory, so that
//! those days can be had on demand. What it does follows GitHub's documentation; what GitHub leaves open is a setting.
//!
//! It listens on loopback only, and every page says that it is not GitHub.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use github_emulator::{Emulator, Fault, Iss};
//!
//! let emulator = Emulator::start().await?;
//! emulator.set(|settings| settings.iss = Iss::Wrong);
//! emulator.fault(Fault::html(502).on("GET", "/api/v3/user").times(1));
//! assert_eq!(emulator.count("GET /api/v3/user"), 0);
//! # Ok(())
//! # }
//! ```

mod accounts;
mod clock;
mod control;
mod emulator;
mod faults;
mod front;
mod graphql;
mod oauth;
mod options;
mod params;
mod random;
mod request_log;
mod rest;
mod server;
mod settings;
mod state;
mod tokens;
mod web;
mod world;

pub use emulator::Emulator;
pub use faults::{Fault, FaultKind, Hold, Patch, Stage};
pub use options::{DEFAULT_CALLBACKS, Options};
pub use request_log::RequestLine;
pub use settings::{Application, Iss, Settings, TokenLife};
pub use tokens::TokenLine;

/// The port the program listens on unless told otherwise, so that an application can assume it in development.
pub const DEFAULT_PORT: u16 = 4010;

/// The one registered application.
pub const CLIENT_ID: &str = "gatehouse-emulator";

/// Its secret. It opens nothing: GitHub has never heard of it.
pub const CLIENT_SECRET: &str = "emulator-secret-not-for-github";

/// The application's name as the authorise page shows it.
pub(crate) const APP_NAME: &str = "Gatehouse";
