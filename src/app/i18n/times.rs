use gatehouse_model::Timestamp;
use leptos_i18n::{
    formatting::td_format_string,
    reexports::icu::datetime::input::{Date, DateTime, Time},
};

use super::{locale, text};

/// For example `January 14, 2008`; nothing for a moment outside the calendar.
pub fn date(timestamp: Timestamp) -> String {
    calendar(timestamp)
        .map(|(date, _)| text(td_format_string!(locale(), &date, formatter: date(length: long))))
        .unwrap_or_default()
}

/// For example `January 14, 2008 at 4:33 AM UTC`.
pub fn date_and_time(timestamp: Timestamp) -> String {
    let Some((date, time)) = calendar(timestamp) else { return String::new() };
    let both = DateTime { date, time };
    let both = text(td_format_string!(locale(), &both, formatter: datetime(length: long; time_precision: minute)));
    t!(times.in_utc, timestamp = both)
}

/// How long ago, or how soon, seen from `now`: `just now`, `3 minutes ago`, `in 2 hours`, `4 months ago`.
pub fn seen_from(timestamp: Timestamp, now: Timestamp) -> String {
    let distance = now.0.saturating_sub(timestamp.0);
    let ahead = distance < 0;
    match distance.unsigned_abs() {
        0..45 => t!(times.just_now),
        seconds @ 45..3_570 => minutes(((seconds + 30) / 60).max(1), ahead),
        seconds @ 3_570..86_400 => hours((seconds + 1_800) / 3_600, ahead),
        seconds @ 86_400..2_592_000 => days(seconds / 86_400, ahead),
        seconds @ 2_592_000..31_536_000 => months(seconds / 2_592_000, ahead),
        seconds => years(seconds / 31_536_000, ahead),
    }
}

fn minutes(count: u64, ahead: bool) -> String {
    if ahead { t!(times.in_minutes, count = count) } else { t!(times.minutes_ago, count = count) }
}

fn hours(count: u64, ahead: bool) -> String {
    if ahead { t!(times.in_hours, count = count) } else { t!(times.hours_ago, count = count) }
}

fn days(count: u64, ahead: bool) -> String {
    if ahead { t!(times.in_days, count = count) } else { t!(times.days_ago, count = count) }
}

fn months(count: u64, ahead: bool) -> String {
    if ahead { t!(times.in_months, count = count) } else { t!(times.months_ago, count = count) }
}

fn years(count: u64, ahead: bool) -> String {
    if ahead { t!(times.in_years, count = count) } else { t!(times.years_ago, count = count) }
}

fn calendar(timestamp: Timestamp) -> Option<(Date<leptos_i18n::reexports::icu::calendar::Iso>, Time)> {
    let (year, month, day, hour, minute) = timestamp.calendar()?;
    Some((Date::try_new_iso(year, month, day).ok()?, Time::try_new(hour, minute, 0, 0).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{date, date_and_time, seen_from};
    use crate::app::i18n::in_language;
    use gatehouse_model::{Language, Timestamp};

    #[test]
    fn ages_read_as_a_person_would_say_them() {
        let now = Timestamp(1_700_000_000);
        let said = |seconds: i64| seen_from(Timestamp(now.0 - seconds), now);
        assert_eq!(said(10), "just now");
        assert_eq!(said(60), "1 minute ago");
        assert_eq!(said(180), "3 minutes ago");
        assert_eq!(said(205), "3 minutes ago");
        assert_eq!(said(3_569), "59 minutes ago");
        assert_eq!(said(3_600), "1 hour ago");
        assert_eq!(said(86_400 * 3), "3 days ago");
        assert_eq!(said(-7_200), "in 2 hours");
        assert_eq!(said(86_400 * 800), "2 years ago");
        in_language(Language::Japanese, || {
            assert_eq!([said(10), said(180), said(-7_200)], ["たった今", "3分前", "2時間後"]);
        });
    }

    #[test]
    fn dates_are_each_languages_own() {
        let timestamp = Timestamp::parse_rfc3339("2008-01-14T04:33:35Z").expect("GitHub's own form");
        assert_eq!(date(timestamp), "January 14, 2008");
        assert_eq!(date_and_time(timestamp), "January 14, 2008 at 4:33\u{202f}AM UTC");
        in_language(Language::Japanese, || {
            assert_eq!(date(timestamp), "2008年1月14日");
            assert_eq!(date_and_time(timestamp), "2008年1月14日 4:33（UTC）");
        });
    }
}
