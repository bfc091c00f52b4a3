use leptos::prelude::*;

use super::{parts::Part, told};
use crate::app::i18n::{grouped, t};

/// What the parts of the bar are, in numbers.
#[component]
pub fn Table(
    /// From left to right in the bar.
    parts: Vec<Part>,
) -> impl IntoView {
    let rows = parts.into_iter().zip(0_u8..).map(|(part, place)| row(&part, place)).collect_view();
    view! {
        <table class="language-table" aria-labelledby="languages">
            <thead>
                <tr>
                    <th scope="col">{t!(contributions.languages.language)}</th>
                    <th scope="col">{t!(contributions.languages.repositories)}</th>
                    <th scope="col">{t!(contributions.languages.share)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(part: &Part, place: u8) -> AnyView {
    let (class, name) = (told::class(place), told::name(part));
    view! {
        <tr>
            <th scope="row">
                <svg class="language-key" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                    <rect class=class width="12" height="12" rx="3"></rect>
                </svg>
                {name}
            </th>
            <td>{grouped(part.repositories.into())}</td>
            <td>{told::share(part.permille)}</td>
        </tr>
    }
    .into_any()
}
