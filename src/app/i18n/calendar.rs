use gatehouse_model::CalendarDate;
use leptos_i18n::{formatting::td_format_string, reexports::icu::datetime::input::Date};

use super::{locale, text};

/// For example `November 22, 2026`; `2026-02-30` as it is, since no calendar has it.
pub fn day(date: CalendarDate) -> String {
    match Date::try_new_iso(date.year.into(), date.month, date.day) {
        Ok(known) => text(td_format_string!(locale(), &known, formatter: date(length: long))),
        Err(_) => date.iso(),
    }
}

/// For example `Nov 22, 2026`, where there is little room.
pub fn short_day(date: CalendarDate) -> String {
    match Date::try_new_iso(date.year.into(), date.month, date.day) {
        Ok(known) => text(td_format_string!(locale(), &known, formatter: date(length: medium))),
        Err(_) => date.iso(),
    }
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
    use super::{day, month, short_day, weekday};
    use crate::app::i18n::in_language;
    use gatehouse_model::{CalendarDate, Language};

    #[test]
    fn days_months_and_weekdays_are_each_languages_own() {
        let date = CalendarDate { year: 2026, month: 11, day: 2 };
        assert_eq!([day(date), short_day(date)], ["November 2, 2026", "Nov 2, 2026"]);
        assert_eq!([month(1), month(12), weekday(0), weekday(6)], ["Jan", "Dec", "Sun", "Sat"]);
        in_language(Language::Japanese, || {
            assert_eq!(day(date), "2026年11月2日");
            assert_eq!([month(1), month(12), weekday(0), weekday(6)], ["1月", "12月", "日", "土"]);
        });
    }

    #[test]
    fn a_day_no_calendar_has_is_said_as_it_came() {
        assert_eq!(day(CalendarDate { year: 2026, month: 2, day: 30 }), "2026-02-30");
    }
}
