use leptos::prelude::*;

use super::{Button, Lineage};
use crate::app::{i18n::t, links::address, page_context};

/// Asks GitHub anew for what this page shows.
#[component]
pub fn RefreshForm() -> impl IntoView {
    let context = page_context();
    view! {
        <form class="refresh" method="post" action="/refresh">
            <Lineage />
            <input type="hidden" name="return_to" value=address(&context.path, &context.query) />
            <Button>{t!(common.refresh)}</Button>
        </form>
    }
    .into_any()
}
