use leptos::prelude::*;

use crate::{
    app::{
        PageContext,
        bidi::isolated,
        components::{ButtonLink, Empty, Outside},
        words::say,
    },
    model::{RepositoryQuery, Visibility},
};

/// No rows: either there is nothing at all, or nothing that matches.
#[component]
pub fn Nothing(
    /// What was asked.
    query: RepositoryQuery,
    /// How many there are without the search.
    total: u32,
    /// The page's own.
    context: PageContext,
) -> impl IntoView {
    let unseen = !context.may_see_private();
    if total == 0 {
        let yet = say!(repositories.nothing.yet);
        let sentence = if unseen { format!("{yet} {}", say!(repositories.nothing.unseen)) } else { yet };
        return view! {
            <Empty sentence>
                <Outside href=format!("{}/new", context.github_url)>{say!(repositories.nothing.create)}</Outside>
            </Empty>
        }
        .into_any();
    }
    let not_public = matches!(query.visibility, Some(Visibility::Private | Visibility::Internal));
    let sentence = if not_public && unseen {
        say!(repositories.nothing.unseen)
    } else if query.q.is_empty() {
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
