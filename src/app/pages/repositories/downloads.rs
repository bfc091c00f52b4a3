use gatehouse_model::RepositoryQuery;
use leptos::prelude::*;

use super::address::write_to;
use crate::app::i18n::t;

/// The current selection as a file: all its pages.
#[component]
pub fn Downloads(
    /// What is shown now.
    query: RepositoryQuery,
) -> impl IntoView {
    let query = RepositoryQuery { page: 1, ..query };
    let csv = write_to("/repositories.csv", &query);
    let json = write_to("/repositories.json", &query);
    view! {
        <p class="downloads small">
            {t!(repositories.download.words)} " " <a href=csv data-download="">"CSV"</a> " · "
            <a href=json data-download="">"JSON"</a>
        </p>
    }
    .into_any()
}
