use gatehouse_model::{RepositoryPage, Timestamp};
use leptos::prelude::*;

use super::row::Row;
use crate::app::i18n::t;

/// The rows of this page.
#[component]
pub fn List(
    /// What was found.
    page: RepositoryPage,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    // The island fills the counts in. When rows are elsewhere, the sentence says how to reach them.
    let everything = page.items.len() == page.total as usize && page.gathering.is_none();
    let told = if everything { t!(repositories.seen.here) } else { t!(repositories.seen.elsewhere) };
    let rows = page.items.into_iter().map(|repository| view! { <Row repository now /> }).collect_view();
    view! {
        <ul id="repositories" class="rows repository-list" data-told=told>
            {rows}
        </ul>
    }
    .into_any()
}
