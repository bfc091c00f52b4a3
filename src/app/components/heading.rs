use leptos::prelude::*;

use super::RefreshForm;

/// The head of a page of GitHub's answers: its name, and the button that asks GitHub anew.
#[component]
pub fn Heading(
    /// The page's name.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <h1 class="page-title">{text}</h1>
            <RefreshForm />
        </div>
    }
    .into_any()
}
