use gatehouse_model::{RepositoryKind, RepositoryQuery, Visibility};
use leptos::prelude::*;

use crate::app::{bidi::isolated, components::Button, i18n::t};

/// The form they belong to stands above, where it is even when GitHub does not answer.
pub const FORM: &str = "search";

/// What narrows the list besides words.
#[component]
pub fn Filters(
    /// What is shown now.
    query: RepositoryQuery,
    /// Every language there is, as far as is known.
    languages: Vec<String>,
) -> impl IntoView {
    let open =
        query.language.is_some() || query.kind.is_some() || query.archived.is_some() || query.visibility.is_some();
    let languages = offered(languages, query.language.as_deref());
    let languages = languages.into_iter().map(|language| (language.clone(), isolated(&language))).collect();
    let kinds = RepositoryKind::ALL.map(|kind| (kind.key().to_owned(), kind_name(kind))).to_vec();
    let archived = vec![
        ("no".to_owned(), t!(repositories.filter.not_archived)),
        ("yes".to_owned(), t!(repositories.filter.archived_only)),
    ];
    let visibilities = Visibility::ALL.map(|visibility| (visibility.key().to_owned(), seen_by(visibility))).to_vec();
    let chosen = query.archived.map(|archived| if archived { "yes" } else { "no" }.to_owned());
    view! {
        <details class="filters" open=open>
            <summary>{t!(repositories.filter.heading)}</summary>
            <div class="filter-fields">
                <Choice name="language" label=t!(repositories.filter.language) options=languages chosen=query.language />
                <Choice
                    name="kind"
                    label=t!(repositories.filter.kind)
                    options=kinds
                    chosen=query.kind.map(|kind| kind.key().to_owned())
                />
                <Choice name="archived" label=t!(repositories.filter.archived) options=archived chosen=chosen />
                <Choice
                    name="visibility"
                    label=t!(repositories.filter.visibility)
                    options=visibilities
                    chosen=query.visibility.map(|visibility| visibility.key().to_owned())
                />
                <Button form=FORM>{t!(repositories.filter.apply)}</Button>
            </div>
        </details>
    }
    .into_any()
}

/// One menu; its first entry asks for everything.
#[component]
fn Choice(
    name: &'static str,
    label: String,
    /// Value and words of each.
    options: Vec<(String, String)>,
    #[prop(optional_no_strip)] chosen: Option<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|(value, words)| {
        let selected = chosen.as_ref() == Some(&value);
        view! {
            <option value=value selected=selected>
                {words}
            </option>
        }
    });
    let options = options.collect_view().into_any();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name form=FORM>
                <option value="">{t!(repositories.filter.any)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// With the language that is chosen: while the list is gathered, its repositories may still be to come.
fn offered(mut languages: Vec<String>, chosen: Option<&str>) -> Vec<String> {
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

fn seen_by(visibility: Visibility) -> String {
    match visibility {
        Visibility::Public => t!(repositories.filter.public),
        Visibility::Private => t!(repositories.badge.private),
        Visibility::Internal => t!(repositories.badge.internal),
    }
}

#[cfg(test)]
mod tests {
    use super::offered;

    #[test]
    fn what_is_chosen_is_always_offered() {
        let languages = || vec!["C".to_owned(), "Rust".to_owned()];
        assert_eq!(offered(languages(), None), languages());
        assert_eq!(offered(languages(), Some("Rust")), languages());
        assert_eq!(offered(languages(), Some("Elm")), ["C", "Rust", "Elm"]);
    }
}
