use leptos::prelude::*;

use crate::app::i18n::grouped;

/// A large figure and what it counts. Stands in a `<dl class="counts">`.
#[component]
pub fn Count(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// How many.
    number: u64,
) -> impl IntoView {
    view! {
        <div class="count">
            <dt>{label}</dt>
            <dd>{grouped(number)}</dd>
        </div>
    }
    .into_any()
}
