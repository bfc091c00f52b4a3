use leptos::prelude::*;

use super::address::write;
use crate::{
    app::words::{grouped, say},
    model::RepositoryQuery,
};

/// The way to the pages before and after. Nothing where there is one page only.
#[component]
pub fn Pager(
    /// What was asked.
    query: RepositoryQuery,
    /// This page, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
) -> impl IntoView {
    let to = move |page: u32| write(&RepositoryQuery { page, ..query.clone() });
    (pages > 1).then(|| {
        let before = (page > 1).then(|| {
            view! { <a class="button" rel="prev" href=to(page - 1)>{say!(repositories.pages.previous)}</a> }
        });
        let after = (page < pages).then(|| {
            view! { <a class="button" rel="next" href=to(page + 1)>{say!(repositories.pages.next)}</a> }
        });
        let present = say!(repositories.pages.present, page = grouped(page.into()), pages = grouped(pages.into()));
        view! {
            <nav class="pager" aria-label=say!(repositories.pages.label)>
                <span class="before">{before}</span>
                <span class="present">{present}</span>
                <span class="after">{after}</span>
            </nav>
        }
    })
}
