use leptos::prelude::*;

use crate::{
    app::components::{ButtonLink, Empty, Outside},
    model::RepositoryQuery,
};

/// No rows: either there is nothing at all, or nothing that matches.
#[component]
pub fn Nothing(
    /// What was asked.
    query: RepositoryQuery,
    /// How many there are without the search.
    total: u32,
    /// GitHub's web address.
    github_url: String,
) -> impl IntoView {
    if total == 0 {
        return view! {
            <Empty sentence="You have no repositories yet.">
                <Outside href=format!("{github_url}/new")>"Create one at GitHub"</Outside>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty sentence=format!("None of your repositories match “{}”.", query.q)>
            <ButtonLink href=super::address::without_search(&query)>"Clear the search"</ButtonLink>
        </Empty>
    }
    .into_any()
}
