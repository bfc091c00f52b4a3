use leptos::prelude::*;

use super::address::write;
use crate::app::{components, i18n::t};

/// The way to the stars before and after.
#[component]
pub fn Pager(
    /// This page, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
) -> impl IntoView {
    let label = t!(activity.stars.pages.label);
    let (before, after) = (t!(activity.stars.pages.previous), t!(activity.stars.pages.next));
    view! { <components::Pager page pages label before after address=write /> }
}
