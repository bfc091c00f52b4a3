use gatehouse_model::{RepositoryQuery, RepositorySort};
use leptos::prelude::*;

use super::filters::FORM;
use crate::app::{components::Button, i18n::t, islands::RepositoryFilter};

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
                <label for="q">{t!(repositories.search.label)}</label>
                <input
                    id="q"
                    type="search"
                    name="q"
                    value=query.q
                    maxlength="100"
                    autocomplete="off"
                    placeholder=t!(repositories.search.hint)
                />
            </RepositoryFilter>
            <div class="field">
                <label for="sort">{t!(repositories.search.order)}</label>
                <select id="sort" name="sort">
                    {options.into_iter().collect_view()}
                </select>
            </div>
            <Button>{t!(repositories.search.button)}</Button>
        </form>
    }
    .into_any()
}

/// The words in the menu.
fn order(sort: RepositorySort) -> String {
    match sort {
        RepositorySort::Pushed => t!(repositories.sort.pushed),
        RepositorySort::Name => t!(repositories.sort.name),
        RepositorySort::Stars => t!(repositories.sort.stars),
        RepositorySort::Created => t!(repositories.sort.created),
    }
}
