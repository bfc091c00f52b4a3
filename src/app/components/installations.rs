use leptos::prelude::*;

use super::Outside;
use crate::app::{page_context, words::say};

/// Leads to where a person sees at GitHub which GitHub Apps are installed for them, and with which permissions.
#[component]
pub fn Installations() -> impl IntoView {
    let href = format!("{}/settings/installations", page_context().github_url);
    view! { <Outside href>{say!(common.installations)}</Outside> }
}
