use gatehouse_model::{RepositoryKind, RepositoryQuery, RepositorySort, Visibility};
use leptos::prelude::*;

use crate::{
    app::{
        bidi::isolated,
        components::{Button, CollectAny},
        i18n::t,
    },
    islands::RepositoryFilter,
};

/// Search field and order. A plain form, with an island that filters the rows of this page.
#[component]
pub fn SearchForm(query: RepositoryQuery) -> impl IntoView {
    let options = RepositorySort::ALL.map(|sort| {
        view! {
            <option value=sort.key() selected=sort == query.sort>
                {order_name(sort)}
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
                    {options.into_iter().collect_any()}
                </select>
            </div>
            <Button>{t!(repositories.search.button)}</Button>
        </form>
    }
}

fn order_name(sort: RepositorySort) -> String {
    match sort {
        RepositorySort::Pushed => t!(repositories.sort.pushed),
        RepositorySort::Name => t!(repositories.sort.name),
        RepositorySort::Stars => t!(repositories.sort.stars),
        RepositorySort::Created => t!(repositories.sort.created),
    }
}

/// The form of the filters, which is further up the page: it is there even if GitHub does not answer.
const FORM: &str = "search";

/// Menus that narrow the list.
#[component]
pub fn Filters(
    query: RepositoryQuery,
    /// All that are known so far.
    languages: Vec<String>,
) -> impl IntoView {
    let open =
        query.language.is_some() || query.kind.is_some() || query.archived.is_some() || query.visibility.is_some();
    let languages = with_chosen(languages, query.language.as_deref());
    let languages = languages.into_iter().map(|language| (language.clone(), isolated(&language))).collect();
    let kinds = RepositoryKind::ALL.map(|kind| (kind.key().to_owned(), kind_name(kind))).to_vec();
    let archived = vec![
        ("no".to_owned(), t!(repositories.filter.not_archived)),
        ("yes".to_owned(), t!(repositories.filter.archived_only)),
    ];
    let visibilities =
        Visibility::ALL.map(|visibility| (visibility.key().to_owned(), visibility_name(visibility))).to_vec();
    let chosen = query.archived.map(|archived| if archived { "yes" } else { "no" }.to_owned());
    view! {
        <details class="filters" open=open>
            <summary>{t!(repositories.filter.heading)}</summary>
            <div class="filter-fields">
                <FilterMenu name="language" label=t!(repositories.filter.language) options=languages chosen=query.language />
                <FilterMenu
                    name="kind"
                    label=t!(repositories.filter.kind)
                    options=kinds
                    chosen=query.kind.map(|kind| kind.key().to_owned())
                />
                <FilterMenu name="archived" label=t!(repositories.filter.archived) options=archived chosen=chosen />
                <FilterMenu
                    name="visibility"
                    label=t!(repositories.filter.visibility)
                    options=visibilities
                    chosen=query.visibility.map(|visibility| visibility.key().to_owned())
                />
                <Button form=FORM>{t!(repositories.filter.apply)}</Button>
            </div>
        </details>
    }
}

/// A menu whose first entry is "any".
#[component]
fn FilterMenu(
    name: &'static str,
    label: String,
    /// The value and the text of each.
    options: Vec<(String, String)>,
    #[prop(optional_no_strip)] chosen: Option<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|(value, text)| {
        let selected = chosen.as_ref() == Some(&value);
        view! {
            <option value=value selected=selected>
                {text}
            </option>
        }
    });
    let options = options.collect_any().into_any();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name form=FORM>
                <option value="">{t!(repositories.filter.any)}</option>
                {options}
            </select>
        </div>
    }
}

/// Adds the chosen language, whose repositories may not have been fetched yet.
fn with_chosen(mut languages: Vec<String>, chosen: Option<&str>) -> Vec<String> {
    if let Some(chosen) = chosen.filter(|chosen| !languages.iter().any(|language| language == chosen)) {
        languages.push(chosen.to_owned());
    }
    languages
}

fn kind_name(kind: RepositoryKind) -> String {
    match kind {
        RepositoryKind::Source => t!(repositories.filter.sources),
        RepositoryKind::Fork => t!(repositories.filter.forks),
        RepositoryKind::Template => t!(repositories.filter.templates),
    }
}

fn visibility_name(visibility: Visibility) -> String {
    match visibility {
        Visibility::Public => t!(repositories.filter.public),
        Visibility::Private => t!(repositories.badge.private),
        Visibility::Internal => t!(repositories.badge.internal),
    }
}

#[cfg(test)]
mod tests {
    use super::with_chosen;

    #[test]
    fn the_chosen_language_is_always_offered() {
        let languages = || vec!["C".to_owned(), "Rust".to_owned()];
        assert_eq!(with_chosen(languages(), None), languages());
        assert_eq!(with_chosen(languages(), Some("Rust")), languages());
        assert_eq!(with_chosen(languages(), Some("Elm")), ["C", "Rust", "Elm"]);
    }
}
