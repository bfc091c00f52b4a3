use gatehouse_model::{Moment, RepositoryPage};
use leptos::prelude::*;

use super::row::Row;
use crate::app::words::say;

/// The rows of this page.
#[component]
pub fn List(
    /// What was found.
    page: RepositoryPage,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    // The island fills the counts in. When rows are elsewhere, the sentence says how to reach them.
    let everything = page.items.len() == page.total as usize && page.gathering.is_none();
    let told = if everything { say!(repositories.seen.here) } else { say!(repositories.seen.elsewhere) };
    let rows = page.items.into_iter().map(|repository| view! { <Row repository now /> }).collect_view();
    view! {
        <ul id="repositories" class="rows repository-list" data-told=told>
            {rows}
        </ul>
    }
    .into_any()
}
