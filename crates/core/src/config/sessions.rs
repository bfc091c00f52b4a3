use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Problem, PublicUrl, Source};
use crate::{
    crypto::{Keyring, random_bytes, random_id},
    db::sqlite_file,
};

/// How long sessions last. In seconds, and enforced on the server.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// `SESSION_IDLE`: since the last request.
    pub idle: i64,
    /// `SESSION_ABSOLUTE`: since sign-in. Nothing extends it.
    pub absolute: i64,
    /// `SESSION_FRESH`: since the last sign-in or reauthentication. Sensitive actions need a fresh session.
    pub fresh: i64,
    /// `SESSION_MAX_PER_VIEWER`. Below 10, since GitHub keeps at most 10 tokens for each user and application.
    pub per_viewer: i64,
}

impl SessionLimits {
    pub(super) fn load(source: &Source) -> Result<Self, Problem> {
        let idle = load_duration(source, "SESSION_IDLE", 24 * 3_600)?;
        let absolute = load_duration(source, "SESSION_ABSOLUTE", 30 * 86_400)?;
        if idle > absolute {
            return Err(Problem::new(
                "SESSION_IDLE",
                "is longer than SESSION_ABSOLUTE and would never matter; shorten it",
            ));
        }
        let fresh = load_duration(source, "SESSION_FRESH", 600)?;
        let per_viewer = match source.get("SESSION_MAX_PER_VIEWER")? {
            None => 8,
            Some(text) => text.parse().ok().filter(|count| (1..=9).contains(count)).ok_or_else(|| {
                Problem::new(
                    "SESSION_MAX_PER_VIEWER",
                    "must be 1 to 9: GitHub keeps at most 10 tokens and revokes the oldest",
                )
            })?,
        };
        Ok(Self { idle, absolute, fresh, per_viewer })
    }
}

/// When and how long to refresh tokens. The lease must be longer than the deadline of a call to GitHub.
#[derive(Clone, Copy, Debug)]
pub struct RefreshTiming {
    /// In seconds: how long before its expiry an access token is refreshed.
    pub ahead: i64,
    /// In seconds: up to how much earlier, at random, so that tokens issued together are not refreshed together.
    pub jitter: i64,
    /// In seconds: how long one process may refresh exclusively.
    pub lease: i64,
    /// In seconds: how long to wait after a failure before the same token set is tried again.
    pub pause: i64,
    /// How long a request waits for a new pair.
    pub patience: Duration,
    /// How long to keep retrying to save a new pair while the database is unavailable.
    pub hold: Duration,
}

impl Default for RefreshTiming {
    fn default() -> Self {
        Self {
            ahead: 300,
            jitter: 60,
            lease: 15,
            pause: 5,
            patience: Duration::from_secs(12),
            hold: Duration::from_secs(20),
        }
    }
}

/// In seconds. Browsers keep cookies for at most 400 days (RFC 6265bis section 5.5), and ours outlives its session by
/// 7.
const MAX_DURATION: i64 = 393 * 86_400;

/// Reads a duration such as `45s`, `10m`, `24h` or `30d`, in seconds.
fn load_duration(source: &Source, variable: &'static str, default: i64) -> Result<i64, Problem> {
    let Some(text) = source.get(variable)? else { return Ok(default) };
    match parse_duration(&text) {
        None => Err(Problem::new(variable, "must be a duration such as 45s, 10m, 24h, 30d")),
        Some(seconds) if seconds > MAX_DURATION => Err(Problem::new(
            variable,
            "must be 393d at most: browsers keep cookies for at most 400 days, and ours outlives its session by 7",
        )),
        Some(seconds) => Ok(seconds),
    }
}

fn parse_duration(text: &str) -> Option<i64> {
    let unit = match text.chars().last()? {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    let count: i64 = text[..text.len() - 1].parse().ok()?;
    Some(count.saturating_mul(unit)).filter(|seconds| *seconds > 0)
}

const KEYS: &str = "SESSION_KEYS";

/// The configured keys. In development, a missing key is generated once and stored beside the database.
pub(super) fn load_keyring(source: &Source, public_url: &PublicUrl, database_url: &str) -> Result<Keyring, Problem> {
    let text = match source.get(KEYS)? {
        Some(text) => text,
        None if public_url.is_https() => {
            return Err(Problem::new(
                KEYS,
                "is missing, which https does not allow; create a key with: echo \"k1:$(openssl rand -base64 32)\"",
            ));
        }
        None => development_key(database_url)?,
    };
    Keyring::parse(&text).map_err(|error| Problem::new(KEYS, format!("can't be used: {error}")))
}

fn development_key(database_url: &str) -> Result<String, Problem> {
    let failed = |error: io::Error| Problem::new(KEYS, format!("is missing and can't be created: {error}"));
    let database = sqlite_file(database_url).unwrap_or_default();
    let folder = database.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(failed)?;
    let path = folder.join("development.key");
    if !path.exists() {
        create_key(folder, &path).map_err(failed)?;
    }
    fs::read_to_string(&path).map_err(failed)
}

/// Creates the file atomically: another process starting at the same time must not read half a key or create its own.
fn create_key(folder: &Path, path: &Path) -> io::Result<()> {
    let draft = folder.join(format!("development.key.{}", random_id::<8>()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(format!("dev:{}", STANDARD.encode(random_bytes::<32>())).as_bytes())?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_DURATION, parse_duration};
    use crate::session::COOKIE_LIFE_PAST_ABSOLUTE;

    #[test]
    fn a_browser_keeps_the_cookie_of_the_longest_session() {
        assert_eq!(MAX_DURATION + COOKIE_LIFE_PAST_ABSOLUTE, 400 * 86_400);
    }

    #[test]
    fn durations_have_a_unit_and_are_positive() {
        assert_eq!(parse_duration("45s"), Some(45));
        assert_eq!(parse_duration("30d"), Some(2_592_000));
        assert_eq!(parse_duration("9223372036854775807d"), Some(i64::MAX), "too long, but valid");
        for wrong in ["", "10", "h", "-1h", "0s", "1.5h", "10 m", "99999999999999999999d", "1€"] {
            assert_eq!(parse_duration(wrong), None, "{wrong}");
        }
    }
}
