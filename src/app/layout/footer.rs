use leptos::prelude::*;

use super::languages::Languages;
use crate::app::i18n::t;

/// One sentence to leave with.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="bottom">
            <p>{t!(common.footer.tokens)}</p>
            <p>{t!(common.footer.source)}</p>
            <Languages />
        </footer>
    }
    .into_any()
}
