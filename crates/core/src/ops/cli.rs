use clap::{Args, Parser, Subcommand};

/// Signs people in with GitHub and keeps the keys inside. Without a command: the server.
#[derive(Debug, Parser)]
#[command(version, after_help = "Settings come from the environment and from .env in this folder, as for the server.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What an operator may ask for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check settings, clocks, database, keys and GitHub, and say what to do
    Doctor,
    #[command(flatten)]
    Work(Work),
}

/// What needs good settings and a database.
#[derive(Debug, Subcommand)]
pub enum Work {
    /// Who is signed in, and signing them out
    #[command(subcommand)]
    Sessions(Sessions),
    /// Which keys have sealed what, and changing them
    #[command(subcommand)]
    Keys(Keys),
    /// End what passed a limit, and work through the revocation queue once
    Sweep,
}

#[derive(Debug, Subcommand)]
pub enum Sessions {
    /// Every session that stands
    List {
        /// Only this person's: GitHub's numeric id
        #[arg(long, value_name = "ID")]
        viewer: Option<i64>,
    },
    /// End sessions; their browsers are told at their next request
    End(Whose),
}

/// Exactly one: nothing ends by a forgotten word.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct Whose {
    /// All of this person's: GitHub's numeric id
    #[arg(long, value_name = "ID")]
    pub viewer: Option<i64>,
    /// The one on this device, as `sessions list` names it
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<String>,
    /// Everybody's
    #[arg(long)]
    pub all: bool,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Keys {
    /// How much each key has sealed
    Status,
    /// Seal with the active key what the others of the ring have sealed
    Reseal,
}
