use super::{Problem, Source, duration};

/// How long sessions live. All in seconds, all judged on the server.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// `SESSION_IDLE`: without a request.
    pub idle: i64,
    /// `SESSION_ABSOLUTE`: from sign-in; nothing extends it.
    pub absolute: i64,
    /// `SESSION_FRESH`: from a sign-in or a reauthentication; sensitive actions need it.
    pub fresh: i64,
    /// `SESSION_MAX_PER_VIEWER`: GitHub keeps 10 tokens for a person and an application, so stay below.
    pub per_viewer: i64,
}

impl SessionLimits {
    pub(super) fn load(source: &Source) -> Result<Self, Problem> {
        let idle = duration::load(source, "SESSION_IDLE", 24 * 3_600)?;
        let absolute = duration::load(source, "SESSION_ABSOLUTE", 30 * 86_400)?;
        if idle > absolute {
            return Err(Problem::new(
                "SESSION_IDLE",
                "is longer than SESSION_ABSOLUTE and would never matter; shorten it",
            ));
        }
        let fresh = duration::load(source, "SESSION_FRESH", 600)?;
        let per_viewer = match source.get("SESSION_MAX_PER_VIEWER")? {
            None => 8,
            Some(text) => text.parse().ok().filter(|count| (1..=9).contains(count)).ok_or_else(|| {
                Problem::new("SESSION_MAX_PER_VIEWER", "must be 1 to 9: GitHub ends a tenth token by itself")
            })?,
        };
        Ok(Self { idle, absolute, fresh, per_viewer })
    }
}
