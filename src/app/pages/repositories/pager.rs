use gatehouse_model::RepositoryQuery;
use leptos::prelude::*;

use super::address::write;
use crate::app::{components, i18n::t};

/// The way to the pages before and after.
#[component]
pub fn Pager(
    /// What was asked.
    query: RepositoryQuery,
    /// This page, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
) -> impl IntoView {
    let address = move |page: u32| write(&RepositoryQuery { page, ..query.clone() });
    let label = t!(repositories.pages.label);
    let (before, after) = (t!(repositories.pages.previous), t!(repositories.pages.next));
    view! { <components::Pager page pages label before after address /> }
}
