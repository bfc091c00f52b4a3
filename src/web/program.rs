//! What the command line asks for.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Parser;
use gatehouse_core::{
    config::{Config, Source},
    error::with_causes,
    install_tls,
    listen::reserve_connections,
    ops::{self, Cli, Command},
    server,
    state::CoreState,
    telemetry,
};
use leptos::config::{LeptosOptions, get_configuration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use super::{PAGES, WebState, router, site};

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

pub type Failure = Box<dyn std::error::Error>;

/// Opens everything and serves until the process is asked to stop.
///
/// # Errors
///
/// What keeps it from starting, in a sentence.
pub(super) async fn start(config: Config) -> Result<ExitCode, Failure> {
    match open(config).await {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(format!("Gatehouse can't start: {}", with_causes(&*error)).into()),
    }
}

async fn open(mut config: Config) -> Result<(), Failure> {
    // First of all: the first process of a container is ended by no signal that it does not listen for.
    let stop = asked_to_stop()?;
    let leptos = leptos_options()?;
    site::look(&leptos, &beside()?)?;
    let listener = TcpListener::bind(leptos.site_addr).await.map_err(|error| taken(&leptos, &error))?;
    // With port 0 the system chose one.
    let address = listener.local_addr()?;
    let (url, clock) = (config.public_url.origin().to_owned(), config.clock());
    let connections = reserve_connections(config.connections.most);
    config.connections.most = connections;
    // Another process may hold the database's lock meanwhile.
    let opening = stop.run_until_cancelled(CoreState::new(config, clock, PAGES));
    let Some(core) = opening.await.transpose()? else { return Ok(()) };
    tracing::info!(%url, connections, %address, "Gatehouse is open");
    serve(WebState::new(core, leptos), listener, stop.cancelled_owned()).await;
    Ok(())
}

/// Serves until `stop` is ready; see [`server::serve`].
pub async fn serve(state: WebState, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static) {
    server::serve(state.core.clone(), router::router(state), listener, stop).await;
}

/// The Leptos.toml beside the program, as in a release folder; in a source checkout Cargo.toml, which says where
/// cargo-leptos has put the site; else the Leptos.toml of the current folder. `LEPTOS_*` overrides each.
fn leptos_options() -> Result<LeptosOptions, Failure> {
    let beside = beside()?.join("Leptos.toml");
    let candidates = [beside, PathBuf::from("Cargo.toml"), PathBuf::from("Leptos.toml")];
    let path = candidates
        .into_iter()
        .find(|path| path.exists())
        .ok_or("there is no Leptos.toml beside the program or in this folder")?;
    let file = path.to_str().ok_or("the path of Leptos.toml is not UTF-8")?;
    let mut options = get_configuration(Some(file)).map_err(|error| format!("{file}: {error}"))?.leptos_options;
    if let Some(folder) = path.parent().filter(|_| !PathBuf::from(&*options.site_root).is_absolute()) {
        options.site_root = folder.join(&*options.site_root).to_string_lossy().into();
    }
    Ok(options)
}

/// The folder of the program.
fn beside() -> io::Result<PathBuf> {
    Ok(std::env::current_exe()?.parent().map(PathBuf::from).unwrap_or_default())
}

fn taken(leptos: &LeptosOptions, error: &io::Error) -> Failure {
    format!("{} can't be listened on ({error}); set LEPTOS_SITE_ADDR or stop what runs there", leptos.site_addr).into()
}

/// Cancelled at the first signal to stop; from now on none of them ends the process by itself.
fn asked_to_stop() -> io::Result<CancellationToken> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = CancellationToken::new();
    let asked = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        asked.cancel();
    });
    Ok(stop)
}
