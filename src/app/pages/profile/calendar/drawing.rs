//! The drawing: a square for each day. Inline styles are blocked, so positions are attributes.

use gatehouse_model::ContributionDay;
use leptos::prelude::*;

use super::table::drawing_description;
use crate::app::{
    components::CollectAny,
    i18n::{self, t, t_view},
};

/// The side of a square.
const SIDE: u32 = 10;
/// The distance from one square to the next.
const PITCH: u32 = 13;
/// The space for the weekday labels.
const LEFT: u32 = 30;
/// The space for the month labels.
const TOP: u32 = 20;
/// The space for the focus ring of squares at the edge.
const RIM: u32 = 2;
/// How many columns a month label needs.
const LABEL_COLUMNS: u32 = 3;

/// Width and height of the drawing.
fn drawing_size(weeks: &[Vec<ContributionDay>]) -> (u32, u32) {
    (column_x(columns(weeks)) - PITCH + SIDE + RIM, weekday_y(6) + SIDE + RIM)
}

/// The left edge of a column, from 0.
fn column_x(column: u32) -> u32 {
    LEFT + column * PITCH
}

/// The upper edge of a row, from 0 for Sunday.
fn weekday_y(weekday: u8) -> u32 {
    TOP + u32::from(weekday) * PITCH
}

/// Column and number of each month, except those too short for a label.
fn month_labels(weeks: &[Vec<ContributionDay>]) -> Vec<(u32, u8)> {
    let mut begins: Vec<(u32, u8)> = Vec::new();
    for (week, column) in weeks.iter().zip(0..) {
        let month = week.first().map(|day| day.date.month);
        if let Some(month) = month.filter(|month| begins.last().is_none_or(|(_, before)| before != month)) {
            begins.push((column, month));
        }
    }
    // The last label may extend into the rim.
    let ends: Vec<u32> = begins.iter().skip(1).map(|(column, _)| *column).chain([columns(weeks) + 1]).collect();
    begins
        .into_iter()
        .zip(ends)
        .filter(|((column, _), end)| end - column >= LABEL_COLUMNS)
        .map(|(begin, _)| begin)
        .collect()
}

fn columns(weeks: &[Vec<ContributionDay>]) -> u32 {
    u32::try_from(weeks.len()).unwrap_or_default()
}

/// All seven would be too close to each other.
const LABELLED_WEEKDAYS: [u8; 3] = [1, 3, 5];

/// A square for each day, a column for each week. To screen readers it is one picture; the numbers are in the table.
/// `/calendar.js` says each day's, on hover and by keyboard.
#[component]
pub fn Squares(
    /// Weeks from Sunday to Saturday.
    weeks: Vec<Vec<ContributionDay>>,
) -> impl IntoView {
    let (width, height) = drawing_size(&weeks);
    let description = drawing_description(&weeks);
    let months = month_labels(&weeks)
        .into_iter()
        .map(|(column, month)| {
            let x = column_x(column);
            view! { <text class="calendar-name" x=x y="11">{i18n::month(month)}</text> }
        })
        .collect_any();
    let weekdays = LABELLED_WEEKDAYS
        .map(|weekday| {
            let y = weekday_y(weekday) + 9;
            view! { <text class="calendar-name" x="0" y=y>{i18n::weekday(weekday)}</text> }
        })
        .into_iter()
        .collect_any();
    let columns = weeks.into_iter().zip(0..).map(|(week, index)| column(week, index)).collect_any();
    view! {
        <svg
            class="calendar-squares"
            width=width
            height=height
            viewBox=format!("0 0 {width} {height}")
            role="img"
            aria-labelledby="calendar-title calendar-description"
        >
            <title id="calendar-title">{t!(contributions.drawing.title)}</title>
            <desc id="calendar-description">{description}</desc>
            {months}
            {weekdays}
            {columns}
        </svg>
    }
}

/// A week. Its seven days share one horizontal position, which makes the page 300 bytes smaller.
fn column(week: Vec<ContributionDay>, index: u32) -> impl IntoView {
    let transform = format!("translate({})", column_x(index));
    let days = week.into_iter().map(|day| square(&day)).collect_any();
    view! { <g transform=transform>{days}</g> }
}

fn square(day: &ContributionDay) -> impl IntoView + use<> {
    let class = format!("day level-{}", day.level.min(4));
    let y = weekday_y(day.weekday.min(6));
    view! { <rect class=class y=y width=SIDE height=SIDE rx="2"></rect> }
}

/// Which colour means more. Hidden from screen readers, which get the numbers.
#[component]
pub fn Legend() -> impl IntoView {
    let legend = t_view!(contributions.drawing.legend, <squares> = squares);
    view! {
        <p class="calendar-legend" aria-hidden="true">
            {legend}
        </p>
    }
}

fn squares() -> impl IntoView {
    let squares = (0..5)
        .map(|level| {
            let class = format!("level-{level}");
            let x = column_x(level) - column_x(0);
            view! { <rect class=class x=x y="0" width=SIDE height=SIDE rx="2"></rect> }
        })
        .collect_any();
    view! { <svg width="62" height="10" viewBox="0 0 62 10">{squares}</svg> }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{CalendarDate, ContributionDay};

    use super::{LEFT, SIDE, TOP, column_x, drawing_size, month_labels, weekday_y};

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
        let (width, height) = drawing_size(&weeks(&[1; 53]));
        assert_eq!((column_x(0), weekday_y(0)), (LEFT, TOP));
        assert!(column_x(52) + SIDE < width && column_x(53) > width - SIDE);
        assert!(weekday_y(6) + SIDE < height);
    }

    #[test]
    fn months_with_room_have_labels_where_they_begin() {
        let year = weeks(&[11, 11, 12, 12, 12, 12, 1, 1, 1, 1, 11, 11]);
        assert_eq!(month_labels(&year), [(2, 12), (6, 1), (10, 11)]);
        assert_eq!(month_labels(&weeks(&[3, 3, 3, 4])), [(0, 3)]);
        assert!(month_labels(&[]).is_empty());
    }

    #[test]
    fn a_calendar_without_weeks_is_as_wide_as_its_margin() {
        assert!(drawing_size(&[]).0 < column_x(1));
    }
}
