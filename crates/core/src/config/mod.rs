//! Every setting, read once from the environment and `.env`, typed, and validated at start-up.
//!
//! README.md has the table of settings; here each field's doc names its variable.

mod github;
mod outbound;
mod public_url;
mod sessions;
mod source;

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use super::{
    clock::Clock,
    crypto::Keyring,
    db::{QueueLimits, sqlite_file},
    listen::{ConnectionLimits, StopLimits},
};

pub use github::GitHubConfig;
pub use outbound::{OutboundProxies, Route, TrustAnchors};
pub use public_url::{Hsts, PublicUrl, TrustedProxies};
pub use sessions::{RefreshTiming, SessionLimits};
pub use source::Source;

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// A rate limit for each network or viewer.
#[derive(Clone, Copy, Debug)]
pub struct RateLimits {
    pub burst: u32,
    /// How many requests become available again each minute.
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
    /// Not a setting: how many writers may wait for the database, and how long.
    pub write_queue: QueueLimits,
    /// `SESSION_KEYS`
    pub keyring: Arc<Keyring>,
    /// `SESSION_IDLE`, `SESSION_ABSOLUTE`, `SESSION_FRESH`, `SESSION_MAX_PER_VIEWER`
    pub sessions: SessionLimits,
    /// `TRUSTED_PROXIES`
    pub trusted_proxies: TrustedProxies,
    /// `SIGN_IN_LIMIT`: how often one network may start a sign-in or reauthentication.
    pub sign_in_rate: RateLimits,
    /// Not a setting: how often one viewer may change something.
    pub write_rate: RateLimits,
    /// Not a setting: limits on connections.
    pub connections: ConnectionLimits,
    /// Not a setting: how long a shutdown may take.
    pub stop: StopLimits,
    /// Not a setting: sign-ins in progress, across all browsers. One network or viewer may have a twentieth of them.
    pub most_flows: i64,
    /// Not a setting: how tokens are refreshed.
    pub refresh: RefreshTiming,
    /// Not a setting: whether this process runs the tasks of `background`. Tests run them by hand.
    pub background: bool,
    /// Not a setting: how long a request may take in all. Longer than any call to GitHub.
    pub longest_request: Duration,
    /// `LOG_FORMAT`
    pub log_format: LogFormat,
    /// `RUST_LOG`
    pub log_filter: String,
    /// `LEPTOS_WATCH`: cargo-leptos serves a reload socket, which the Content Security Policy must allow.
    pub watched: bool,
    /// `GATEHOUSE_CLOCK`: a file that moves the clock, for tests with several processes. Release builds ignore it.
    pub clock_file: Option<PathBuf>,
}

impl Config {
    /// Reads and validates every setting.
    ///
    /// # Errors
    ///
    /// Every problem found. Each names its variable and says what to do.
    pub fn load(source: &Source) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let public_url = problems.collect(PublicUrl::load(source)).unwrap_or_default();
        let hsts = problems.collect(Hsts::load(source)).unwrap_or_default();
        let github = problems.collect(GitHubConfig::load(source, &public_url));
        let database_url = problems.collect(database_url(source)).unwrap_or_default();
        let keyring = problems.collect(sessions::load_keyring(source, &public_url, &database_url));
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
                clock_file: clock_file(source),
            }),
            _ => Err(problems),
        }
    }

    /// The clock of this process.
    #[must_use]
    pub fn clock(&self) -> Clock {
        match &self.clock_file {
            #[cfg(debug_assertions)]
            Some(file) => Clock::moved_by(file.clone()),
            _ => Clock::default(),
        }
    }
}

fn database_url(source: &Source) -> Result<String, Problem> {
    let url = source.get("DATABASE_URL")?.unwrap_or_else(|| "sqlite://data/gatehouse.db".to_owned());
    if !url.starts_with("sqlite:") {
        let sentence = "names a database engine that Gatehouse does not support; use sqlite://path/to/gatehouse.db";
        return Err(Problem::new("DATABASE_URL", sentence));
    }
    sqlite_file(&url).map_err(|sentence| Problem::new("DATABASE_URL", sentence))?;
    Ok(url)
}

/// A class behind one address signs in within a minute, and some of them start twice.
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

/// What is wrong with one setting, as a sentence that starts with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub variable: &'static str,
    sentence: String,
}

impl Problem {
    /// `sentence` continues after the variable's name and must not repeat a secret value.
    pub fn new(variable: &'static str, sentence: impl Into<String>) -> Self {
        Self { variable, sentence: sentence.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}.", self.variable, self.sentence)
    }
}

/// Everything that is wrong, so that it can be fixed in one go.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn collect<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.0.push(problem)).ok()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// The variables at fault.
    pub fn variables(&self) -> Vec<&'static str> {
        self.0.iter().map(|problem| problem.variable).collect()
    }
}

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "Gatehouse can't start with this configuration:")?;
        self.0.iter().try_for_each(|problem| writeln!(out, "  - {problem}"))
    }
}

fn clock_file(source: &Source) -> Option<PathBuf> {
    let file = source.get("GATEHOUSE_CLOCK").ok().flatten();
    file.filter(|_| cfg!(debug_assertions)).map(PathBuf::from)
}

/// A valid `SESSION_KEYS` for unit tests.
#[cfg(test)]
pub(super) const TEST_KEY: &str = "k1:3q2+7wAB/ghJmT0K5cXl9uPy4RQoVnZaMd8eS6tGhCk=";

#[cfg(test)]
mod tests;
