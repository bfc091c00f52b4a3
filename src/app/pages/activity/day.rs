use gatehouse_model::Timestamp;
use leptos::prelude::*;

use super::{days, row::Row};

/// One day under its name.
#[component]
pub fn Day(
    /// Which one.
    day: days::Day,
    /// GitHub's web address.
    github_url: String,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let name = days::name(day.at, now);
    let rows =
        day.events.into_iter().map(|event| view! { <Row event github_url=github_url.clone() now /> }).collect_view();
    view! {
        <section class="activity-day">
            <h3>{name}</h3>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}
