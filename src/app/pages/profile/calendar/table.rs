use gatehouse_model::ContributionDay;
use leptos::prelude::*;

use crate::app::i18n::{self, grouped, t};

/// The same in numbers: a row for each week, headed by its first day, and a column for each weekday.
#[component]
pub fn Table(
    /// Weeks from Sunday to Saturday.
    weeks: Vec<Vec<ContributionDay>>,
) -> impl IntoView {
    let weekdays = (0..7).map(|weekday| view! { <th scope="col">{i18n::weekday(weekday)}</th> }).collect_view();
    let rows = weeks.into_iter().map(row).collect_view();
    view! {
        <details class="calendar-numbers">
            <summary>{t!(contributions.table.summary)}</summary>
            <div class="table-scroll" role="region" aria-label=t!(contributions.table.label) tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!(contributions.table.week)}</th>
                            {weekdays}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// The first week and the last may be short: days outside the calendar stay empty.
fn row(week: Vec<ContributionDay>) -> impl IntoView {
    let first = week.first().map(|day| i18n::short_day(day.date));
    let cells = (0..7)
        .map(|weekday| {
            let count = week.iter().find(|day| day.weekday == weekday).map(|day| grouped(day.count));
            view! { <td>{count}</td> }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{first}</th>
            {cells}
        </tr>
    }
}
