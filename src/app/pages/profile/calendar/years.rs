use leptos::prelude::*;

use crate::app::i18n::t;

/// Links to every year with contributions, and to the last twelve months.
///
/// They lead to the calendar's place in the page: it is far down, and a new year is a new page.
#[component]
pub fn Years(
    /// The latest first.
    years: Vec<u16>,
    /// The year that is shown; none for the last twelve months.
    present: Option<u16>,
) -> impl IntoView {
    let lately = link("/profile#contributions".to_owned(), t!(contributions.years.lately), present.is_none());
    let years = years
        .into_iter()
        .map(|year| {
            let href = format!("/profile?year={year}#contributions");
            link(href, t!(contributions.years.year, year = year), present == Some(year))
        })
        .collect_view();
    view! {
        <nav class="years" aria-label=t!(contributions.years.label)>
            <ul>
                {lately}
                {years}
            </ul>
        </nav>
    }
    .into_any()
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
