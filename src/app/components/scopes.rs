use leptos::prelude::*;

use crate::app::{i18n::t, page_context};

/// What we ask GitHub for, as configured, in a sentence.
#[component]
pub fn Scopes() -> impl IntoView {
    view! { <ScopeList scopes=page_context().scopes /> }
}

/// Scopes in a sentence: `read:user, read:org`.
#[component]
pub fn ScopeList(
    /// By GitHub's names.
    scopes: Vec<String>,
) -> impl IntoView {
    let named = |(place, scope): (usize, String)| {
        let comma = (place > 0).then(|| t!(common.comma));
        view! { {comma} <code>{scope}</code> }
    };
    scopes.into_iter().enumerate().map(named).collect_view()
}
