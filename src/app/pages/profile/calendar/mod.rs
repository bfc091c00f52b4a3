//! The contribution calendar: a year at a glance, and as a table of numbers.

mod drawing;
mod table;

use gatehouse_model::{Contributions, Gap};
use leptos::prelude::*;

use self::{
    drawing::{Legend, Squares},
    table::DayTable,
};
use crate::app::{
    components::{CollectAny, Count, Script},
    i18n::t,
};

/// The calendar of a year, or of the last twelve months.
#[component]
pub fn Calendar(contributions: Contributions) -> impl IntoView {
    let total = table::total_sentence(&contributions);
    let (years, current) = (contributions.years.clone(), contributions.year);
    let empty = contributions.total == 0 && contributions.restricted == 0;
    let body = (!empty).then(|| view! { <CalendarBody contributions /> });
    view! {
        <section class="card calendar" aria-labelledby="contributions">
            <h2 id="contributions">{t!(contributions.heading)}</h2>
            <Years years current />
            <p>{total}</p>
            {body}
        </section>
    }
}

/// The section without a calendar. Other years stay available.
#[component]
pub fn MissingCalendar(
    gap: Gap,
    /// The requested year.
    year: Option<u16>,
) -> impl IntoView {
    view! {
        <section class="card calendar" aria-labelledby="contributions">
            <h2 id="contributions">{t!(contributions.heading)}</h2>
            <Years years=year.into_iter().collect() current=year />
            <p>{missing_calendar_text(gap)}</p>
        </section>
    }
}

/// The drawing is one tab stop. With a script, arrow keys move from day to day, and the line below says what the day is;
/// without one, they scroll it.
#[component]
fn CalendarBody(contributions: Contributions) -> impl IntoView {
    let weeks = contributions.weeks.clone();
    let first = weeks.iter().flatten().next().map(|day| day.date.iso());
    let [none, one, several] = table::day_sentences();
    view! {
        <div class="calendar-scroll" role="group" aria-label=t!(contributions.drawing.title) tabindex="0">
            <Squares weeks=weeks.clone() />
        </div>
        <div class="calendar-foot">
            <p
                id="day-sentence"
                class="day-sentence"
                role="status"
                aria-live="polite"
                data-hint=t!(contributions.drawing.hint)
                data-first=first
                data-none=none
                data-one=one
                data-several=several
            ></p>
            <Legend />
        </div>
        <Totals contributions />
        <DayTable weeks />
        <Script src="/calendar.js" />
    }
}

/// Links to every year with contributions, and to the last twelve months. Each loads the page again, so they have a
/// fragment: the calendar is far down the page.
#[component]
fn Years(
    /// Newest first.
    years: Vec<u16>,
    /// None for the last twelve months.
    current: Option<u16>,
) -> impl IntoView {
    let last_twelve_months =
        link("/profile#contributions".to_owned(), t!(contributions.years.last_year), current.is_none());
    let years = years
        .into_iter()
        .map(|year| {
            let href = format!("/profile?year={year}#contributions");
            link(href, t!(contributions.years.year, year = year), current == Some(year))
        })
        .collect_any();
    view! {
        <nav class="years" aria-label=t!(contributions.years.label)>
            <ul>
                {last_twelve_months}
                {years}
            </ul>
        </nav>
    }
}

fn link(href: String, name: String, current: bool) -> impl IntoView {
    let current = current.then_some("page");
    view! {
        <li>
            <a href=href aria-current=current>
                {name}
            </a>
        </li>
    }
}

/// The contributions by kind.
#[component]
fn Totals(contributions: Contributions) -> impl IntoView {
    view! {
        <dl class="counts">
            <Count label=t!(contributions.totals.commits) number=contributions.commits />
            <Count label=t!(contributions.totals.pull_requests) number=contributions.pull_requests />
            <Count label=t!(contributions.totals.issues) number=contributions.issues />
            <Count label=t!(contributions.totals.reviews) number=contributions.reviews />
            <Count label=t!(contributions.totals.repositories) number=contributions.repositories />
            <Count label=t!(contributions.totals.restricted) number=contributions.restricted />
        </dl>
    }
}

fn missing_calendar_text(gap: Gap) -> String {
    match gap {
        Gap::SingleSignOn => t!(contributions.missing.sign_on),
        Gap::Closed => t!(contributions.missing.closed),
        Gap::Permission => t!(contributions.missing.permission),
        Gap::TooLarge => t!(contributions.missing.too_large),
        Gap::TimedOut => t!(contributions.missing.timed_out),
    }
}
