use leptos::prelude::*;

use crate::app::page_context;

/// In every form that acts for the viewer: the server refuses it where another account is signed in by then.
#[component]
pub fn Lineage() -> impl IntoView {
    page_context().lineage.map(|lineage| view! { <input type="hidden" name="lineage" value=lineage /> })
}
