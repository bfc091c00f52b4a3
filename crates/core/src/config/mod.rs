//! Every setting, read once from the environment (and `.env`), typed, and refused at start-up where it makes no sense.
//!
//! The table for people is in README.md; each field's doc names its variable.

mod clock;
mod dotenv;
mod duration;
mod github;
mod hsts;
mod keys;
mod outbound;
mod problem;
mod proxies;
mod public_url;
mod refresh;
mod sessions;
mod source;
mod trust;

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::{
    crypto::Keyring,
    db::{QueueLimits, sqlite_file},
    listen::{ConnectionLimits, StopLimits},
};

pub use github::GitHubConfig;
pub use hsts::Hsts;
pub use outbound::{OutboundProxies, Way};
pub use problem::{Problem, Problems};
pub use proxies::TrustedProxies;
pub use public_url::PublicUrl;
pub use refresh::RefreshTiming;
pub use sessions::SessionLimits;
pub use source::Source;
pub use trust::Trust;

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// How often one network or one viewer may do a thing.
#[derive(Clone, Copy, Debug)]
pub struct RateLimits {
    /// At once.
    pub burst: u32,
    /// And then each minute.
    pub per_minute: u32,
}

/// The whole configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// `PUBLIC_URL`
    pub public_url: PublicUrl,
    /// `HSTS`
    pub hsts: Hsts,
    /// `GITHUB_*`
    pub github: GitHubConfig,
    /// `DATABASE_URL`
    pub database_url: String,
    /// Not a setting: how many may wait to write, and how long.
    pub write_queue: QueueLimits,
    /// `SESSION_KEYS`
    pub keyring: Arc<Keyring>,
    /// `SESSION_IDLE`, `SESSION_ABSOLUTE`, `SESSION_FRESH`, `SESSION_MAX_PER_VIEWER`
    pub sessions: SessionLimits,
    /// `TRUSTED_PROXIES`
    pub trusted_proxies: TrustedProxies,
    /// `SIGN_IN_LIMIT`: how often one network may set a sign-in or a reauthentication going.
    pub sign_in_rate: RateLimits,
    /// Not a setting: how often one viewer may change something.
    pub write_rate: RateLimits,
    /// Not a setting: what a connection may take of us.
    pub connections: ConnectionLimits,
    /// Not a setting: how long a stop may take.
    pub stop: StopLimits,
    /// Sign-ins under way, of all browsers together. One network or viewer has a twentieth of it at most.
    pub most_flows: i64,
    /// Not a setting: how tokens are renewed.
    pub refresh: RefreshTiming,
    /// Whether this process does the work of [`super::background`]. Tests do it by hand.
    pub background: bool,
    /// How long a request may take in all: longer than any call to GitHub.
    pub longest_request: Duration,
    /// `LOG_FORMAT`
    pub log_format: LogFormat,
    /// `RUST_LOG`
    pub log_filter: String,
    /// `LEPTOS_WATCH`: cargo-leptos serves a reload socket, which the page's policy must name.
    pub watched: bool,
    /// `GATEHOUSE_CLOCK`: the file that moves the clock of a debug build. A release build has none.
    pub clock_file: Option<PathBuf>,
}

impl Config {
    /// Reads and checks every setting.
    ///
    /// # Errors
    ///
    /// Every problem found, each naming its variable and saying what to do.
    pub fn load(source: &Source) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let public_url = problems.collect(PublicUrl::load(source)).unwrap_or_default();
        let hsts = problems.collect(Hsts::load(source)).unwrap_or_default();
        let github = problems.collect(GitHubConfig::load(source, &public_url));
        let database_url = problems.collect(database_url(source)).unwrap_or_default();
        let keyring = problems.collect(keys::load(source, &public_url, &database_url));
        let sessions = problems.collect(SessionLimits::load(source));
        let trusted_proxies = problems.collect(TrustedProxies::load(source, &public_url));
        let sign_in_rate = problems.collect(sign_in_rate(source));
        let log_format = problems.collect(log_format(source));
        let log_filter = problems.collect(source.get("RUST_LOG"));
        match (github, keyring, sessions, trusted_proxies, sign_in_rate, log_format, log_filter) {
            (
                Some(github),
                Some(keyring),
                Some(sessions),
                Some(trusted_proxies),
                Some(sign_in_rate),
                Some(log_format),
                Some(log_filter),
            ) if problems.is_empty() => Ok(Self {
                public_url,
                hsts,
                github,
                database_url,
                write_queue: QueueLimits::default(),
                keyring: Arc::new(keyring),
                sessions,
                trusted_proxies,
                sign_in_rate,
                write_rate: RateLimits { burst: 30, per_minute: 30 },
                connections: ConnectionLimits::default(),
                stop: StopLimits::default(),
                most_flows: 20_000,
                background: true,
                refresh: RefreshTiming::default(),
                longest_request: Duration::from_secs(30),
                log_format,
                log_filter: log_filter.unwrap_or_else(|| "info".to_owned()),
                watched: source.get("LEPTOS_WATCH").is_ok_and(|watch| watch.is_some()),
                clock_file: clock::file(source),
            }),
            _ => Err(problems),
        }
    }
}

/// A good `SESSION_KEYS` for unit tests.
#[cfg(test)]
pub(super) const TEST_KEY: &str = "k1:3q2+7wAB/ghJmT0K5cXl9uPy4RQoVnZaMd8eS6tGhCk=";

fn database_url(source: &Source) -> Result<String, Problem> {
    let url = source.get("DATABASE_URL")?.unwrap_or_else(|| "sqlite://data/gatehouse.db".to_owned());
    if !url.starts_with("sqlite:") {
        let sentence = "names an engine Gatehouse does not speak; use sqlite://path/to/gatehouse.db";
        return Err(Problem::new("DATABASE_URL", sentence));
    }
    sqlite_file(&url).map_err(|sentence| Problem::new("DATABASE_URL", sentence))?;
    Ok(url)
}

/// A class signs in behind one address within a minute, and a few of them begin twice.
const SIGN_INS_PER_MINUTE: u32 = 60;

fn sign_in_rate(source: &Source) -> Result<RateLimits, Problem> {
    let per_minute = match source.get("SIGN_IN_LIMIT")? {
        None => SIGN_INS_PER_MINUTE,
        Some(text) => text.parse().ok().filter(|count| (1..=100_000).contains(count)).ok_or_else(|| {
            Problem::new("SIGN_IN_LIMIT", "must be how many sign-ins one network may begin a minute, such as 60")
        })?,
    };
    Ok(RateLimits { burst: per_minute, per_minute })
}

fn log_format(source: &Source) -> Result<LogFormat, Problem> {
    match source.get("LOG_FORMAT")?.as_deref() {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(_) => Err(Problem::new("LOG_FORMAT", "must be text or json")),
    }
}

#[cfg(test)]
mod tests;
