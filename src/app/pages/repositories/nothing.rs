use leptos::prelude::*;

use crate::{
    app::{
        bidi::isolated,
        components::{ButtonLink, Empty, Outside},
        words::say,
    },
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
            <Empty sentence=say!(repositories.nothing.yet)>
                <Outside href=format!("{github_url}/new")>{say!(repositories.nothing.create)}</Outside>
            </Empty>
        }
        .into_any();
    }
    let sentence = if query.q.is_empty() {
        say!(repositories.nothing.filtered)
    } else {
        say!(repositories.nothing.matches, words = isolated(&query.q))
    };
    view! {
        <Empty sentence>
            <ButtonLink href=super::address::without_search(&query)>{say!(repositories.search.clear)}</ButtonLink>
        </Empty>
    }
    .into_any()
}
