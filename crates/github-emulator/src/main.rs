//! The emulator as a program, for `make run` and for browser tests.

use std::io;

use clap::Parser;
use github_emulator::{DEFAULT_CALLBACKS, DEFAULT_PORT, Emulator, Options};
use tokio::signal::unix::{SignalKind, signal};

/// GitHub's sign-in and API for development and tests. This is not GitHub; it listens on loopback only.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The port on loopback, IPv4 and IPv6; 0 takes a free one
    #[arg(long, default_value_t = DEFAULT_PORT)]
    port: u16,

    /// A registered callback; a loopback address matches any port. Repeat it for more
    #[arg(long = "callback", value_name = "URL", default_values = DEFAULT_CALLBACKS)]
    callbacks: Vec<String>,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let Arguments { port, callbacks } = Arguments::parse();
    // Before the line is printed, so that whoever waits for the line may stop us at once.
    let mut terminated = signal(SignalKind::terminate())?;
    let emulator = Emulator::start_with(Options { port, callbacks }).await?;
    println!("github-emulator listens on {} (this is not GitHub)", emulator.web_url());
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}
