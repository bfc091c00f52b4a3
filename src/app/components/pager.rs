use leptos::prelude::*;

use crate::app::i18n::{grouped, t};

/// The way to the pages before and after. Nothing where there is one page only.
#[component]
pub fn Pager<A>(
    /// This page, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
    /// What the pages are of, for those who listen.
    label: String,
    /// What the way to the page before is called.
    before: String,
    /// What the way to the page after is called.
    after: String,
    /// The address of a page.
    address: A,
) -> impl IntoView
where
    A: Fn(u32) -> String,
{
    (pages > 1).then(|| {
        let before = (page > 1).then(|| view! { <a class="button" rel="prev" href=address(page - 1)>{before}</a> });
        let after = (page < pages).then(|| view! { <a class="button" rel="next" href=address(page + 1)>{after}</a> });
        let present = t!(common.page_of, page = grouped(page.into()), pages = grouped(pages.into()));
        view! {
            <nav class="pager" aria-label=label>
                <span class="before">{before}</span>
                <span class="present">{present}</span>
                <span class="after">{after}</span>
            </nav>
        }
        .into_any()
    })
}
