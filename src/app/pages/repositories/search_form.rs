use leptos::prelude::*;

use crate::{
    app::{components::Button, islands::RepositoryFilter},
    model::{RepositoryQuery, RepositorySort},
};

/// Search and order. A form like any other; the island in it filters what the page already holds.
#[component]
pub fn SearchForm(
    /// What is shown now.
    query: RepositoryQuery,
) -> impl IntoView {
    let options = RepositorySort::ALL.map(|sort| {
        view! {
            <option value=sort.key() selected=sort == query.sort>
                {sort.label()}
            </option>
        }
    });
    view! {
        <form class="search-form" role="search" method="get" action="/repositories">
            <RepositoryFilter>
                <label for="q">"Search"</label>
                <input
                    id="q"
                    type="search"
                    name="q"
                    value=query.q
                    maxlength="100"
                    autocomplete="off"
                    placeholder="Name, language, topic …"
                />
            </RepositoryFilter>
            <div class="field">
                <label for="sort">"Order"</label>
                <select id="sort" name="sort">
                    {options.into_iter().collect_view()}
                </select>
            </div>
            <Button>"Search"</Button>
        </form>
    }
}
