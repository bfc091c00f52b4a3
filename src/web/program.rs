//! What the command line asks for.

use std::{io, process::ExitCode};

use clap::Parser;
use gatehouse_core::{
    config::{Config, Source},
    install_tls,
    ops::{self, Cli, Command},
    telemetry,
};

use super::run::{Failure, start};

/// The program. Without a command it serves. What keeps it from its work is said in a sentence.
#[must_use]
pub fn main() -> ExitCode {
    install_tls();
    let ended = match Cli::parse().command {
        None => configured(|config| {
            telemetry::start(&config, io::stdout);
            wait_for(start(config))
        }),
        Some(Command::Doctor) => wait_for(ops::doctor()),
        Some(Command::Admin(command)) => configured(|config| {
            telemetry::start(&config, io::stderr);
            wait_for(ops::run(command, config))
        }),
    };
    ended.unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::FAILURE
    })
}

/// Only with good settings. What is wrong with them has an exit code of its own.
fn configured(then: impl FnOnce(Config) -> Result<ExitCode, Failure>) -> Result<ExitCode, Failure> {
    match Source::from_process().and_then(|source| Config::load(&source).map_err(|problems| problems.to_string())) {
        Ok(config) => then(config),
        Err(sentence) => {
            eprintln!("{sentence}");
            Ok(ExitCode::from(2))
        }
    }
}

fn wait_for(work: impl Future<Output = Result<ExitCode, Failure>>) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(work);
    // A name that is being looked up, or a lock that is waited for, would keep the process for as long as it likes.
    runtime.shutdown_background();
    ended
}
