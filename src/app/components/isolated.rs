use leptos::prelude::*;

use crate::app::bidi::contained;

/// A few words of somebody else's among ours: in whichever direction they run, ours stay in their order.
#[component]
pub fn Isolated(
    /// As they were written.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <bdi>{contained(text)}</bdi> }.into_any()
}
