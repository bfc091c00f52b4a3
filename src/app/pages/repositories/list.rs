use leptos::prelude::*;

use super::row::Row;
use crate::{
    app::words::{grouped, say, tell},
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
    let strong = |children: ChildrenFn| view! { <strong>{children()}</strong> };
    let summary = if query.q.is_empty() {
        view! { <p class="summary">{tell!(repositories.in_all, total = total, <strong> = strong)}</p> }.into_any()
    } else {
        let q = |children: ChildrenFn| view! { <q>{children()}</q> };
        let found = tell!(
            repositories.matching,
            matched = matched,
            words = query.q.clone(),
            <total> = move || total.clone(),
            <strong> = strong,
            <q> = q
        );
        view! {
            <p class="summary">
                {found} " " <a href=super::address::without_search(&query)>{say!(repositories.search.clear)}</a>
            </p>
        }
        .into_any()
    };
    // The island fills the counts in. When rows are elsewhere, the sentence says how to reach them.
    let everything = page.items.len() == page.total as usize;
    let told = if everything { say!(repositories.seen.here) } else { say!(repositories.seen.elsewhere) };
    let rows = page.items.into_iter().map(|repository| view! { <Row repository now /> }).collect_view();
    view! {
        {summary}
        <ul id="repositories" class="rows repository-list" data-told=told>
            {rows}
        </ul>
    }
}
