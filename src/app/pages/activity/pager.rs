use leptos::prelude::*;

use super::address::write;
use crate::app::words::{grouped, say};

/// The way to the stars before and after. Nothing where there is one page only.
#[component]
pub fn Pager(
    /// This page, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
) -> impl IntoView {
    (pages > 1).then(|| {
        let before = (page > 1).then(|| {
            view! { <a class="button" rel="prev" href=write(page - 1)>{say!(activity.stars.pages.previous)}</a> }
        });
        let after = (page < pages).then(|| {
            view! { <a class="button" rel="next" href=write(page + 1)>{say!(activity.stars.pages.next)}</a> }
        });
        let present = say!(activity.stars.pages.present, page = grouped(page.into()), pages = grouped(pages.into()));
        view! {
            <nav class="pager" aria-label=say!(activity.stars.pages.label)>
                <span class="before">{before}</span>
                <span class="present">{present}</span>
                <span class="after">{after}</span>
            </nav>
        }
    })
}
