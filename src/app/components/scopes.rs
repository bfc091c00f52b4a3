use leptos::prelude::*;

use crate::app::{page_context, words::say};

/// What we ask GitHub for, as configured, in a sentence: `read:user, read:org`.
#[component]
pub fn Scopes() -> impl IntoView {
    let named = |(place, scope): (usize, String)| {
        let comma = (place > 0).then(|| say!(common.comma));
        view! { {comma} <code>{scope}</code> }
    };
    page_context().scopes.into_iter().enumerate().map(named).collect_view()
}
