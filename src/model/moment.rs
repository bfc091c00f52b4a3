use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// A point in time, in whole seconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads RFC 3339, the form GitHub uses. `None` for anything else.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        OffsetDateTime::parse(text, &Rfc3339).ok().map(|moment| Self(moment.unix_timestamp()))
    }

    /// RFC 3339, for the `datetime` attribute.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc().and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_default()
    }

    /// For example `14 January 2008`.
    #[must_use]
    pub fn date(self) -> String {
        let form = format_description!("[day padding:none] [month repr:long] [year]");
        self.utc().and_then(|moment| moment.format(form).ok()).unwrap_or_default()
    }

    /// For example `14 January 2008, 04:33 UTC`.
    #[must_use]
    pub fn date_and_time(self) -> String {
        let form = format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute] UTC");
        self.utc().and_then(|moment| moment.format(form).ok()).unwrap_or_default()
    }

    /// In words, seen from `now`: `just now`, `3 minutes ago`, `in 2 hours`, `4 months ago`.
    #[must_use]
    pub fn seen_from(self, now: Self) -> String {
        let distance = now.0.saturating_sub(self.0);
        let (count, unit) = match distance.unsigned_abs() {
            0..45 => return "just now".to_owned(),
            seconds @ 45..3_570 => (((seconds + 30) / 60).max(1), "minute"),
            seconds @ 3_570..86_400 => ((seconds + 1_800) / 3_600, "hour"),
            seconds @ 86_400..2_592_000 => (seconds / 86_400, "day"),
            seconds @ 2_592_000..31_536_000 => (seconds / 2_592_000, "month"),
            seconds => (seconds / 31_536_000, "year"),
        };
        let plural = if count == 1 { "" } else { "s" };
        if distance < 0 { format!("in {count} {unit}{plural}") } else { format!("{count} {unit}{plural} ago") }
    }

    fn utc(self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp(self.0).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn ages_read_as_a_person_would_say_them() {
        let now = Moment(1_700_000_000);
        let said = |seconds: i64| Moment(now.0 - seconds).seen_from(now);
        assert_eq!(said(10), "just now");
        assert_eq!(said(60), "1 minute ago");
        assert_eq!(said(180), "3 minutes ago");
        assert_eq!(said(205), "3 minutes ago");
        assert_eq!(said(3_569), "59 minutes ago");
        assert_eq!(said(3_600), "1 hour ago");
        assert_eq!(said(86_400 * 3), "3 days ago");
        assert_eq!(said(-7_200), "in 2 hours");
        assert_eq!(said(86_400 * 800), "2 years ago");
    }

    #[test]
    fn dates_are_githubs_in_and_peoples_out() {
        let moment = Moment::parse_rfc3339("2008-01-14T04:33:35Z").expect("GitHub's own form");
        assert_eq!(moment.date(), "14 January 2008");
        assert_eq!(moment.rfc3339(), "2008-01-14T04:33:35Z");
        assert_eq!(Moment::parse_rfc3339("yesterday"), None);
    }
}
