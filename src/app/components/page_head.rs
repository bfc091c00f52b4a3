use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::RefreshForm;

/// The document's title and description. Never put text from elsewhere here: Leptos 0.8 does not escape titles.
#[component]
pub fn PageMeta(
    title: String,
    /// One sentence.
    description: String,
) -> impl IntoView {
    view! {
        <Title text=title />
        <Meta name="description" content=description />
    }
}

/// The heading of a page with data from GitHub, and the button that fetches it again.
#[component]
pub fn PageHeading(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <div class="page-head">
            <h1 class="page-title">{text}</h1>
            <RefreshForm />
        </div>
    }
}

/// One of our own scripts: the content security policy lets them run.
#[component]
pub fn Script(
    /// Its path, below `public/`.
    src: &'static str,
) -> impl IntoView {
    view! { <script type="module" src=src></script> }
}
