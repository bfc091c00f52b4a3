//! What an operator sees: health for whoever watches the process, and commands for whoever runs it.
//!
//! Commands are this same program with the server's own settings. They work beside a running server, which notices at
//! its next request: what counts is in the database. Results go to standard output, log lines to standard error.

mod census;
mod cli;
mod command;
mod desk;
mod doctor;
mod health;
mod keys_reseal;
mod keys_status;
mod say;
mod sessions_end;
mod sessions_list;
mod sweep;
mod table;

pub use cli::{Cli, Command};
pub use command::run;
pub use doctor::doctor;
pub use health::{alive, ready};
