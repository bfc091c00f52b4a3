use leptos::prelude::*;

use crate::app::page_context;

/// What we ask GitHub for, as configured, in a sentence: `read:user, read:org`.
#[component]
pub fn Scopes() -> impl IntoView {
    let named = |(place, scope): (usize, String)| {
        let comma = (place > 0).then_some(", ");
        view! { {comma} <code>{scope}</code> }
    };
    page_context().scopes.into_iter().enumerate().map(named).collect_view()
}
