use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// What a page is called in a tab, and what a list of links says of it. Our own words only: Leptos 0.8 does not escape
/// titles.
#[component]
pub fn About(
    /// Its name.
    title: String,
    /// What it is for, in a sentence.
    description: String,
) -> impl IntoView {
    view! {
        <Title text=title />
        <Meta name="description" content=description />
    }
}
