//! The contribution calendar: a year at a glance, and the same in numbers.

mod grid;
mod legend;
mod squares;
mod table;
mod told;
mod totals;
mod years;

use gatehouse_model::{Contributions, Gap};
use legend::Legend;
use leptos::prelude::*;
use squares::Squares;
use table::Table;
use totals::Totals;
use years::Years;

use super::gaps;
use crate::app::{components::Script, i18n::t};

/// The calendar of a year, or of the last twelve months.
#[component]
pub fn Calendar(
    /// What GitHub counts.
    contributions: Contributions,
) -> impl IntoView {
    let made = told::made(&contributions);
    let (years, present) = (contributions.years.clone(), contributions.year);
    let empty = contributions.total == 0 && contributions.restricted == 0;
    let drawn = (!empty).then(|| view! { <Drawn contributions /> });
    view! {
        <section class="card calendar" aria-labelledby="contributions">
            <h2 id="contributions">{t!(contributions.heading)}</h2>
            <Years years present />
            <p>{made}</p>
            {drawn}
        </section>
    }
    .into_any()
}

/// Its place where GitHub gives none: another year may be counted.
#[component]
pub fn MissingCalendar(
    /// Why.
    gap: Gap,
    /// The year that was asked for.
    year: Option<u16>,
) -> impl IntoView {
    view! {
        <section class="card calendar" aria-labelledby="contributions">
            <h2 id="contributions">{t!(contributions.heading)}</h2>
            <Years years=year.into_iter().collect() present=year />
            <p>{gaps::calendar(gap)}</p>
        </section>
    }
    .into_any()
}

/// What there is to see where something was contributed.
///
/// The drawing is one stop on the way through the page. With a script, arrow keys go from day to day in it and the day
/// is said in the line below; without one they scroll it.
#[component]
fn Drawn(contributions: Contributions) -> impl IntoView {
    let weeks = contributions.weeks.clone();
    view! {
        <div class="calendar-scroll" role="group" aria-label=t!(contributions.drawing.title) tabindex="0">
            <Squares weeks=weeks.clone() />
        </div>
        <div class="calendar-foot">
            <p id="day-told" class="day-told" role="status" aria-live="polite" data-hint=t!(contributions.drawing.hint)></p>
            <Legend />
        </div>
        <Totals contributions />
        <Table weeks />
        <Script src="/calendar.js" />
    }
    .into_any()
}
