//! Numbers, dates and plurals, as each language writes them (Unicode CLDR, by ICU4X).

use std::sync::LazyLock;

use fixed_decimal::Decimal;
use gatehouse_model::Language;
use icu_calendar::{Date, Gregorian};
use icu_datetime::{
    FixedCalendarDateTimeFormatter,
    fieldsets::{YMD, YMDT},
    options::TimePrecision,
};
use icu_decimal::{DecimalFormatter, options::DecimalFormatterOptions};
use icu_locale_core::Locale;
use icu_plurals::PluralRules;
use icu_time::{DateTime, Time};

use crate::template::category_name;

/// How much room a date takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateLength {
    /// `November 22, 2026`.
    Long,
    /// `Nov 22, 2026`.
    Medium,
}

struct Formatters {
    plurals: PluralRules,
    number: DecimalFormatter,
    long: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    medium: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    long_with_time: FixedCalendarDateTimeFormatter<Gregorian, YMDT>,
}

impl Formatters {
    fn new(language: Language) -> Option<Self> {
        let locale: Locale = language.tag().parse().ok()?;
        let with_time = YMDT::long().with_time_precision(TimePrecision::Minute);
        Some(Self {
            plurals: PluralRules::try_new_cardinal((&locale).into()).ok()?,
            number: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok()?,
            long: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok()?,
            medium: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::medium()).ok()?,
            long_with_time: FixedCalendarDateTimeFormatter::try_new((&locale).into(), with_time).ok()?,
        })
    }
}

/// Made once. A language without data, which a test rules out, has plain numbers and no dates.
fn formatters(language: Language) -> Option<&'static Formatters> {
    static FORMATTERS: LazyLock<[Option<Formatters>; Language::ALL.len()]> =
        LazyLock::new(|| Language::ALL.map(Formatters::new));
    FORMATTERS[language as usize].as_ref()
}

/// With grouped digits: `12,345`.
pub fn number(language: Language, number: u64) -> String {
    decimal(language, &Decimal::from(number))
}

/// With one digit after the point, unless it is 0: `3.4` for 34.
pub fn tenths(language: Language, tenths: u64) -> String {
    let mut number = Decimal::from(tenths);
    number.multiply_pow10(-1);
    number.absolute.trim_end();
    decimal(language, &number)
}

fn decimal(language: Language, number: &Decimal) -> String {
    match formatters(language) {
        Some(formatters) => formatters.number.format(number).to_string(),
        None => number.to_string(),
    }
}

/// None for a day that the calendar does not have.
pub fn date(language: Language, (year, month, day): (i32, u8, u8), length: DateLength) -> Option<String> {
    let date = Date::try_new_gregorian(year, month, day).ok()?;
    let formatters = formatters(language)?;
    let formatter = match length {
        DateLength::Long => &formatters.long,
        DateLength::Medium => &formatters.medium,
    };
    Some(formatter.format(&date).to_string())
}

/// For example `January 14, 2008 at 4:33 AM`. None for a time that the calendar does not have.
pub fn date_and_time(
    language: Language,
    (year, month, day): (i32, u8, u8),
    (hour, minute): (u8, u8),
) -> Option<String> {
    let date = Date::try_new_gregorian(year, month, day).ok()?;
    let time = Time::try_new(hour, minute, 0, 0).ok()?;
    Some(formatters(language)?.long_with_time.format(&DateTime { date, time }).to_string())
}

/// The CLDR category of `quantity`: `one`, `other`.
pub fn plural_category(language: Language, quantity: u64) -> &'static str {
    formatters(language).map_or("other", |formatters| category_name(formatters.plurals.category_for(quantity)))
}
