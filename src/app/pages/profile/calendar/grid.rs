//! Where things stand in the drawing, in its own units. Inline styles are blocked, so places are attributes.

use gatehouse_model::ContributionDay;

/// One side of a square.
pub const SIDE: u32 = 10;
/// From one square to the next.
const PITCH: u32 = 13;
/// Room for the names of the weekdays.
const LEFT: u32 = 30;
/// Room for the names of the months.
const TOP: u32 = 20;
/// Room for the ring around a square at the edge.
const RIM: u32 = 2;
/// How many columns the name of a month needs to be read.
const NAME: u32 = 3;

/// Width and height of the drawing.
pub fn size(weeks: &[Vec<ContributionDay>]) -> (u32, u32) {
    (x(columns(weeks)) - PITCH + SIDE + RIM, y(6) + SIDE + RIM)
}

/// The left edge of the squares of a week, from 0.
pub fn x(column: u32) -> u32 {
    LEFT + column * PITCH
}

/// The upper edge of the squares of a weekday, from 0 for Sunday.
pub fn y(weekday: u8) -> u32 {
    TOP + u32::from(weekday) * PITCH
}

/// Where a month begins: its column and its number. A month that leaves no room for its name goes without.
pub fn months(weeks: &[Vec<ContributionDay>]) -> Vec<(u32, u8)> {
    let mut begins: Vec<(u32, u8)> = Vec::new();
    for (week, column) in weeks.iter().zip(0..) {
        let month = week.first().map(|day| day.date.month);
        if let Some(month) = month.filter(|month| begins.last().is_none_or(|(_, before)| before != month)) {
            begins.push((column, month));
        }
    }
    // The last name may use the room of the rim, too.
    let ends: Vec<u32> = begins.iter().skip(1).map(|(column, _)| *column).chain([columns(weeks) + 1]).collect();
    begins.into_iter().zip(ends).filter(|((column, _), end)| end - column >= NAME).map(|(begin, _)| begin).collect()
}

fn columns(weeks: &[Vec<ContributionDay>]) -> u32 {
    u32::try_from(weeks.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{LEFT, SIDE, TOP, months, size, x, y};
    use gatehouse_model::{CalendarDate, ContributionDay};

    /// Weeks that begin in these months.
    fn weeks(months: &[u8]) -> Vec<Vec<ContributionDay>> {
        let week = |month: &u8| {
            let date = CalendarDate { year: 2026, month: *month, day: 1 };
            vec![ContributionDay { date, weekday: 0, count: 0, level: 0 }]
        };
        months.iter().map(week).collect()
    }

    #[test]
    fn the_last_square_is_inside_the_drawing() {
        let (width, height) = size(&weeks(&[1; 53]));
        assert_eq!((x(0), y(0)), (LEFT, TOP));
        assert!(x(52) + SIDE < width && x(53) > width - SIDE);
        assert!(y(6) + SIDE < height);
    }

    #[test]
    fn a_month_is_named_where_it_begins_and_has_room() {
        let year = weeks(&[11, 11, 12, 12, 12, 12, 1, 1, 1, 1, 11, 11]);
        assert_eq!(months(&year), [(2, 12), (6, 1), (10, 11)]);
        assert_eq!(months(&weeks(&[3, 3, 3, 4])), [(0, 3)]);
        assert!(months(&[]).is_empty());
    }

    #[test]
    fn a_calendar_without_weeks_is_as_wide_as_its_margin() {
        assert!(size(&[]).0 < x(1));
    }
}
