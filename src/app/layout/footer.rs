use leptos::prelude::*;

use super::languages::Languages;
use crate::app::words::say;

/// One sentence to leave with.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="bottom">
            <p>{say!(common.footer.tokens)}</p>
            <p>{say!(common.footer.source)}</p>
            <Languages />
        </footer>
    }
    .into_any()
}
