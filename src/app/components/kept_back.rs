use leptos::prelude::*;

use crate::app::i18n::t;

/// Says that a list lacks what some organisations keep behind their single sign-on.
#[component]
pub fn KeptBack(
    /// Whether it does.
    partial: bool,
) -> impl IntoView {
    partial.then(|| view! { <p class="small kept-back">{t!(common.kept_back)}</p> })
}
