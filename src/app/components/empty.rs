use leptos::prelude::*;

/// Nothing to show: one sentence and one way on.
#[component]
pub fn Empty(
    /// What is not there.
    #[prop(into)]
    sentence: String,
    /// The way on.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{sentence}</p>
            <p class="way-on">{children()}</p>
        </div>
    }
    .into_any()
}
