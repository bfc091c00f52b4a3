//! For operators: health checks for whatever monitors the process, and commands for the person who runs it.
//!
//! Commands are the same program with the server's settings. They work alongside running servers, which pick up changes
//! from the database on their next request. Results go to standard output, log lines to standard error.

mod doctor;
mod health;
mod keys;
mod output;
mod sessions;

use std::{
    path::{self, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use clap::{Args, Parser, Subcommand};

use crate::{
    clock::Clock,
    config::Config,
    db::{Db, QueueLimits, Schema, sqlite_file},
    lifecycle::Lifecycle,
    oauth::OAuth,
    revocation::Revocations,
};

pub use doctor::doctor;
pub use health::{alive, ready};

/// Sign in with GitHub, with tokens kept on the server. Without a command, runs the server.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Settings come from the environment and from .env in the current directory, as for the server."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check settings, clocks, database, keys and GitHub, and say what to do
    Doctor,
    #[command(flatten)]
    Admin(AdminCommand),
}

/// The commands that need valid settings and a database.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// List sessions and end them
    #[command(subcommand)]
    Sessions(SessionsCommand),
    /// Show what each key has sealed, and re-seal it with another
    #[command(subcommand)]
    Keys(KeysCommand),
    /// End sessions past a limit, and work through the revocation queue once
    Sweep,
}

#[derive(Debug, Subcommand)]
pub enum SessionsCommand {
    /// List every active session
    List {
        /// Only this person's: GitHub's numeric id
        #[arg(long, value_name = "ID")]
        viewer: Option<i64>,
    },
    /// End sessions; their browsers are told at their next request
    End(SessionSelection),
}

/// Exactly one is required, so that a forgotten argument ends nothing.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct SessionSelection {
    /// All of this person's: GitHub's numeric id
    #[arg(long, value_name = "ID")]
    pub viewer: Option<i64>,
    /// The one on this device, as named by `sessions list`
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<String>,
    /// Everybody's
    #[arg(long)]
    pub all: bool,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub enum KeysCommand {
    /// Show how much each key has sealed
    Status,
    /// Re-seal with the active key what other keys of the ring have sealed
    Reseal,
}

/// Runs `command`. The exit code is a failure if some of the work is left.
///
/// # Errors
///
/// If it could not be completed. What was done before stays done.
pub async fn run(command: AdminCommand, config: Config) -> Result<ExitCode, Failure> {
    let context = Context::open(config).await?;
    let result = match command {
        AdminCommand::Sessions(SessionsCommand::List { viewer }) => sessions::list(&context, viewer).await,
        AdminCommand::Sessions(SessionsCommand::End(selection)) => sessions::end(&context, &selection).await,
        AdminCommand::Keys(KeysCommand::Status) => keys::status(&context).await,
        AdminCommand::Keys(KeysCommand::Reseal) => keys::reseal(&context).await,
        AdminCommand::Sweep => sessions::sweep(&context).await,
    };
    context.db.close().await;
    result
}

type Failure = Box<dyn std::error::Error>;

/// What commands work with: an existing database, and the parts of a server that change it.
struct Context {
    config: Config,
    clock: Clock,
    db: Db,
}

impl Context {
    /// # Errors
    ///
    /// If there is no database, or it is of another version. A command never creates one: started in the wrong
    /// directory, it would report on an empty one.
    async fn open(config: Config) -> Result<Self, Failure> {
        if let Some(file) = missing_file(&config) {
            return Err(format!("there is no database at {}; {WHERE}", file.display()).into());
        }
        let limits = QueueLimits { patience: PATIENCE, ..config.write_queue };
        let db = Db::open_without_migrating(&config.database_url, limits).await?;
        match db.schema().await? {
            Schema::Current => Ok(Self { clock: config.clock(), config, db }),
            Schema::Outdated(_) => {
                Err("the database has not been migrated to this version; start this version's server first".into())
            }
            Schema::TooNew => {
                Err("the database was migrated by a newer version; use the running server's program".into())
            }
        }
    }

    fn lifecycle(&self) -> Lifecycle {
        let keyring = Arc::clone(&self.config.keyring);
        Lifecycle::new(self.db.clone(), self.clock.clone(), keyring, self.config.sessions)
    }

    fn revocations(&self) -> Result<Revocations, Failure> {
        let oauth = OAuth::new(&self.config.github, &self.config.public_url.callback(), self.clock.clone())?;
        let keyring = Arc::clone(&self.config.keyring);
        Ok(Revocations::new(self.db.clone(), self.clock.clone(), keyring, Arc::new(oauth), self.config.refresh.hold))
    }
}

/// A request has to be answered within seconds. Whoever started a command would rather wait for the servers' writes, and for
/// another command's, than start it again.
const PATIENCE: Duration = Duration::from_mins(1);

const WHERE: &str = "DATABASE_URL is relative to the directory the command is started in, as for the server";

/// The database's file, if there should be one but is none.
fn missing_file(config: &Config) -> Option<PathBuf> {
    database_file(config).filter(|file| !file.exists())
}

/// The absolute path of the database's file.
fn database_file(config: &Config) -> Option<PathBuf> {
    let file = sqlite_file(&config.database_url).ok()?;
    Some(path::absolute(&file).unwrap_or(file))
}
