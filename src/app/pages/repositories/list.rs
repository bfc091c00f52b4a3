use leptos::prelude::*;

use super::row::Row;
use crate::{
    app::format::grouped,
    model::{Moment, RepositoryPage, RepositoryQuery},
};

/// How many there are, and the rows of this page.
#[component]
pub fn List(
    /// What was asked.
    query: RepositoryQuery,
    /// What was found.
    page: RepositoryPage,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let (matched, total) = (grouped(page.matched.into()), grouped(page.total.into()));
    let summary = if query.q.is_empty() {
        view! { <p class="summary"><strong>{total}</strong> " in all"</p> }.into_any()
    } else {
        view! {
            <p class="summary">
                <strong>{matched}</strong> " of " {total} " match " <q>{query.q.clone()}</q> ". "
                <a href=super::address::without_search(&query)>"Clear the search"</a>
            </p>
        }
        .into_any()
    };
    // The island reads it: when rows are elsewhere, it says how to reach them.
    let everything = page.items.len() == page.total as usize;
    let rows = page.items.into_iter().map(|repository| view! { <Row repository now /> }).collect_view();
    view! {
        {summary}
        <ul id="repositories" class="rows repository-list" data-everything=everything.then_some("")>
            {rows}
        </ul>
    }
}
