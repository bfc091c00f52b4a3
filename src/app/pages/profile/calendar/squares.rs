use gatehouse_model::ContributionDay;
use leptos::prelude::*;

use super::{grid, told};
use crate::app::i18n::{self, t};

/// The weekdays that are named; all seven would stand too close.
const NAMED: [u8; 3] = [1, 3, 5];

/// A square for each day, a column for each week, drawn on the server. For those who listen it is one picture; the
/// numbers are in the table. `/calendar.js` reads the days' sentences from here.
#[component]
pub fn Squares(
    /// Weeks from Sunday to Saturday.
    weeks: Vec<Vec<ContributionDay>>,
) -> impl IntoView {
    let (width, height) = grid::size(&weeks);
    let told = told::drawing(&weeks);
    let months = grid::months(&weeks)
        .into_iter()
        .map(|(column, month)| {
            let x = grid::x(column);
            view! { <text class="calendar-name" x=x y="11">{i18n::month(month)}</text> }
        })
        .collect_view();
    let weekdays = NAMED
        .map(|weekday| {
            let y = grid::y(weekday) + 9;
            view! { <text class="calendar-name" x="0" y=y>{i18n::weekday(weekday)}</text> }
        })
        .into_iter()
        .collect_view();
    let columns = weeks.into_iter().zip(0..).map(|(week, place)| column(week, place)).collect_view();
    view! {
        <svg
            class="calendar-squares"
            width=width
            height=height
            viewBox=format!("0 0 {width} {height}")
            role="img"
            aria-labelledby="calendar-title calendar-told"
        >
            <title id="calendar-title">{t!(contributions.drawing.title)}</title>
            <desc id="calendar-told">{told}</desc>
            {months}
            {weekdays}
            {columns}
        </svg>
    }
    .into_any()
}

/// One week. A place that seven days have in common is sent once: three hundred bytes less of the page.
fn column(week: Vec<ContributionDay>, place: u32) -> impl IntoView {
    let transform = format!("translate({})", grid::x(place));
    let days = week.into_iter().map(|day| square(&day)).collect_view();
    view! { <g transform=transform>{days}</g> }
}

/// Its sentence is there on hover.
fn square(day: &ContributionDay) -> impl IntoView + use<> {
    let class = format!("day level-{}", day.level.min(4));
    let y = grid::y(day.weekday.min(6));
    view! {
        <rect class=class y=y width=grid::SIDE height=grid::SIDE rx="2">
            <title>{told::day(day)}</title>
        </rect>
    }
}
