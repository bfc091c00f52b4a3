use time::{Date, Duration, Month, OffsetDateTime, UtcOffset};

use super::arguments::date_time;
use super::error::QueryError;
use super::selection::Field;

const WEEKS: i64 = 53;

/// From when to when contributions are counted, both days included.
///
/// <https://docs.github.com/graphql/reference/objects#user>, `contributionsCollection`
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) from: OffsetDateTime,
    pub(super) to: OffsetDateTime,
}

impl Window {
    /// The window a query asks for, cut at the present.
    pub(super) fn read(field: &Field, now: OffsetDateTime) -> Result<Self, QueryError> {
        let utc = |time: OffsetDateTime| time.to_offset(UtcOffset::UTC);
        let (from, to) = (date_time(field, "from")?.map(utc), date_time(field, "to")?.map(utc));
        let asked = match (from, to) {
            (None, None) => return Ok(Self::last_year(now)),
            (Some(from), to) => Self { from, to: to.unwrap_or_else(|| years_later(from, 1)) },
            (None, Some(to)) => Self { from: years_later(to, -1), to },
        };
        if asked.to > years_later(asked.from, 1) {
            let message = "The total time spanned by 'from' and 'to' must not exceed 1 year";
            return Err(QueryError::refused("VALIDATION", message.to_owned()));
        }
        if asked.to < asked.from {
            // The sentence is ours: GitHub's is not documented.
            return Err(QueryError::refused("VALIDATION", "'to' must not be before 'from'".to_owned()));
        }
        Ok(Self { to: asked.to.min(now), ..asked })
    }

    /// 53 weeks from Sunday on, as on a profile.
    fn last_year(now: OffsetDateTime) -> Self {
        let today = now.date();
        let this_sunday = today - Duration::days(i64::from(today.weekday().number_days_from_sunday()));
        let first = this_sunday - Duration::weeks(WEEKS - 1);
        Self { from: first.midnight().assume_utc(), to: now }
    }

    /// None at all where the window begins in the future.
    pub(super) fn days(self) -> impl Iterator<Item = Date> {
        let last = self.to.date();
        std::iter::successors(Some(self.from.date()), |day| day.next_day()).take_while(move |day| *day <= last)
    }
}

/// The same day of another year, or the last of February.
fn years_later(time: OffsetDateTime, years: i32) -> OffsetDateTime {
    let date = time.date();
    let year = date.year() + years;
    let same = date.replace_year(year);
    let date = same.or_else(|_| Date::from_calendar_date(year, Month::February, 28)).unwrap_or(date);
    time.replace_date(date)
}

#[cfg(test)]
mod tests {
    use time::Month::{February, January, March};
    use time::{Date, OffsetDateTime};

    use super::years_later;

    fn at(year: i32, month: time::Month, day: u8) -> Result<OffsetDateTime, time::error::ComponentRange> {
        Ok(Date::from_calendar_date(year, month, day)?.midnight().assume_utc())
    }

    #[test]
    fn a_year_later_is_the_same_day_where_there_is_one() -> Result<(), time::error::ComponentRange> {
        assert_eq!(years_later(at(2024, January, 1)?, 1), at(2025, January, 1)?);
        assert_eq!(years_later(at(2024, February, 29)?, 1), at(2025, February, 28)?);
        assert_eq!(years_later(at(2025, March, 1)?, -1), at(2024, March, 1)?);
        Ok(())
    }
}
