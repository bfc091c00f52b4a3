use leptos::prelude::*;

use super::Tone;

/// One word about a thing.
#[component]
pub fn Badge(
    /// What the word means.
    #[prop(optional)]
    tone: Tone,
    children: Children,
) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{children()}</span> }.into_any()
}
