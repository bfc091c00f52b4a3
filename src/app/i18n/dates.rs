use gatehouse_locales::DateLength;
use gatehouse_model::{CalendarDate, Timestamp};

use super::language;

/// For example `January 14, 2008`; empty for a time outside the calendar.
pub fn date(timestamp: Timestamp) -> String {
    let date = timestamp.calendar().and_then(|(year, month, day, ..)| in_words((year, month, day), DateLength::Long));
    date.unwrap_or_default()
}

/// For example `January 14, 2008 at 4:33 AM UTC`.
pub fn date_and_time(timestamp: Timestamp) -> String {
    let both = timestamp.calendar().and_then(|(year, month, day, hour, minute)| {
        gatehouse_locales::date_and_time(language(), (year, month, day), (hour, minute))
    });
    both.map(|both| t!(times.in_utc, timestamp = both)).unwrap_or_default()
}

/// How long ago or how soon, relative to `now`: `just now`, `3 minutes ago`, `in 2 hours`, `4 months ago`.
pub fn relative_time(timestamp: Timestamp, now: Timestamp) -> String {
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

/// For example `November 22, 2026`. A date that does not exist stays as it is: `2026-02-30`.
pub fn day(date: CalendarDate) -> String {
    in_words((date.year.into(), date.month, date.day), DateLength::Long).unwrap_or_else(|| date.iso())
}

/// For example `Nov 22, 2026`, for narrow places.
pub fn short_day(date: CalendarDate) -> String {
    in_words((date.year.into(), date.month, date.day), DateLength::Medium).unwrap_or_else(|| date.iso())
}

fn in_words(day: (i32, u8, u8), length: DateLength) -> Option<String> {
    gatehouse_locales::date(language(), day, length)
}

/// The short name of a month, from 1.
pub fn month(number: u8) -> String {
    match number {
        1 => t!(contributions.month.jan),
        2 => t!(contributions.month.feb),
        3 => t!(contributions.month.mar),
        4 => t!(contributions.month.apr),
        5 => t!(contributions.month.may),
        6 => t!(contributions.month.jun),
        7 => t!(contributions.month.jul),
        8 => t!(contributions.month.aug),
        9 => t!(contributions.month.sep),
        10 => t!(contributions.month.oct),
        11 => t!(contributions.month.nov),
        _ => t!(contributions.month.dec),
    }
}

/// The short name of a day of the week, from 0 for Sunday.
pub fn weekday(number: u8) -> String {
    match number {
        0 => t!(contributions.weekday.sun),
        1 => t!(contributions.weekday.mon),
        2 => t!(contributions.weekday.tue),
        3 => t!(contributions.weekday.wed),
        4 => t!(contributions.weekday.thu),
        5 => t!(contributions.weekday.fri),
        _ => t!(contributions.weekday.sat),
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{CalendarDate, Language, Timestamp};

    use super::{date, date_and_time, day, month, relative_time, short_day, weekday};
    use crate::app::i18n::speak;

    #[test]
    fn relative_times_read_naturally() {
        let now = Timestamp(1_700_000_000);
        let said = |seconds: i64| relative_time(Timestamp(now.0 - seconds), now);
        assert_eq!(said(10), "just now");
        assert_eq!(said(60), "1 minute ago");
        assert_eq!(said(180), "3 minutes ago");
        assert_eq!(said(205), "3 minutes ago");
        assert_eq!(said(3_569), "59 minutes ago");
        assert_eq!(said(3_600), "1 hour ago");
        assert_eq!(said(86_400 * 3), "3 days ago");
        assert_eq!(said(-7_200), "in 2 hours");
        assert_eq!(said(86_400 * 800), "2 years ago");
        speak(Language::Japanese, || {
            assert_eq!([said(10), said(180), said(-7_200)], ["たった今", "3分前", "2時間後"]);
        });
    }

    #[test]
    fn dates_follow_the_language() {
        let timestamp = Timestamp::parse_rfc3339("2008-01-14T04:33:35Z").expect("GitHub's own form");
        assert_eq!(date(timestamp), "January 14, 2008");
        assert_eq!(date_and_time(timestamp), "January 14, 2008 at 4:33\u{202f}AM UTC");
        speak(Language::Japanese, || {
            assert_eq!(date(timestamp), "2008年1月14日");
            assert_eq!(date_and_time(timestamp), "2008年1月14日 4:33（UTC）");
        });
    }

    #[test]
    fn days_months_and_weekdays_follow_the_language() {
        let date = CalendarDate { year: 2026, month: 11, day: 2 };
        assert_eq!([day(date), short_day(date)], ["November 2, 2026", "Nov 2, 2026"]);
        assert_eq!([month(1), month(12), weekday(0), weekday(6)], ["Jan", "Dec", "Sun", "Sat"]);
        speak(Language::Japanese, || {
            assert_eq!(day(date), "2026年11月2日");
            assert_eq!([month(1), month(12), weekday(0), weekday(6)], ["1月", "12月", "日", "土"]);
        });
    }

    #[test]
    fn a_date_that_does_not_exist_stays_as_it_is() {
        assert_eq!(day(CalendarDate { year: 2026, month: 2, day: 30 }), "2026-02-30");
    }
}
