use gatehouse_model::{RepositoryQuery, RepositorySort};
use leptos::prelude::*;

use super::filters::FORM;
use crate::app::{components::Button, islands::RepositoryFilter, words::say};

/// Search and order. A form like any other; the island in it filters what the page already holds.
#[component]
pub fn SearchForm(
    /// What is shown now.
    query: RepositoryQuery,
) -> impl IntoView {
    let options = RepositorySort::ALL.map(|sort| {
        view! {
            <option value=sort.key() selected=sort == query.sort>
                {order(sort)}
            </option>
        }
    });
    view! {
        <form id=FORM class="search-form" role="search" method="get" action="/repositories">
            <RepositoryFilter>
                <label for="q">{say!(repositories.search.label)}</label>
                <input
                    id="q"
                    type="search"
                    name="q"
                    value=query.q
                    maxlength="100"
                    autocomplete="off"
                    placeholder=say!(repositories.search.hint)
                />
            </RepositoryFilter>
            <div class="field">
                <label for="sort">{say!(repositories.search.order)}</label>
                <select id="sort" name="sort">
                    {options.into_iter().collect_view()}
                </select>
            </div>
            <Button>{say!(repositories.search.button)}</Button>
        </form>
    }
    .into_any()
}

/// The words in the menu.
fn order(sort: RepositorySort) -> String {
    match sort {
        RepositorySort::Pushed => say!(repositories.sort.pushed),
        RepositorySort::Name => say!(repositories.sort.name),
        RepositorySort::Stars => say!(repositories.sort.stars),
        RepositorySort::Created => say!(repositories.sort.created),
    }
}
