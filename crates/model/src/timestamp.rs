use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A point in time, in whole seconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl From<i64> for Timestamp {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl Timestamp {
    /// Parses RFC 3339, the format GitHub uses.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        OffsetDateTime::parse(text, &Rfc3339).ok().map(|timestamp| Self(timestamp.unix_timestamp()))
    }

    /// Formats as RFC 3339.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc().and_then(|timestamp| timestamp.format(&Rfc3339).ok()).unwrap_or_default()
    }

    /// Year, month, day, hour and minute in UTC. `None` if out of the calendar's range.
    #[must_use]
    pub fn calendar(self) -> Option<(i32, u8, u8, u8, u8)> {
        let timestamp = self.utc()?;
        Some((timestamp.year(), timestamp.month().into(), timestamp.day(), timestamp.hour(), timestamp.minute()))
    }

    fn utc(self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp(self.0).ok()
    }
}

/// A value from GitHub and when GitHub last confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched<T> {
    pub value: T,
    /// When GitHub returned or confirmed the value.
    pub as_of: Timestamp,
    /// The server's clock when it answered; the browser's may be wrong.
    pub now: Timestamp,
    /// The value is stale and is being refreshed in the background.
    pub refreshing: bool,
}

impl<T> Fetched<T> {
    /// Transforms the value and keeps its age.
    pub fn map<U>(self, transform: impl FnOnce(T) -> U) -> Fetched<U> {
        Fetched { value: transform(self.value), as_of: self.as_of, now: self.now, refreshing: self.refreshing }
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn times_are_read_as_github_writes_them() {
        let timestamp = Timestamp::parse_rfc3339("2008-01-14T04:33:35Z").expect("GitHub's own form");
        assert_eq!(timestamp.calendar(), Some((2008, 1, 14, 4, 33)));
        assert_eq!(timestamp.rfc3339(), "2008-01-14T04:33:35Z");
        assert_eq!(Timestamp::parse_rfc3339("yesterday"), None);
    }
}
