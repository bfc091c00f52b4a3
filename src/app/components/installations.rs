use leptos::prelude::*;

use super::ExternalLink;
use crate::app::{i18n::t, page_context};

/// Leads to where a person sees at GitHub which GitHub Apps are installed for them, and with which permissions.
#[component]
pub fn Installations() -> impl IntoView {
    let href = format!("{}/settings/installations", page_context().github_url);
    view! { <ExternalLink href>{t!(common.installations)}</ExternalLink> }
}
