use leptos::prelude::*;

use super::{parts::Part, told};
use crate::app::i18n::t;

/// Every language as long as its share. Colours only tell the parts apart; what they are stands in the table.
#[component]
pub fn Bar(
    /// From left to right.
    parts: Vec<Part>,
) -> impl IntoView {
    let told = told::bar(&parts);
    let rects = parts
        .into_iter()
        .zip(0_u8..)
        .map(|(part, place)| {
            let class = told::class(place);
            view! {
                <rect class=class x=part.start y="0" width=part.width height="12">
                    <title>{told::part(&part)}</title>
                </rect>
            }
        })
        .collect_view();
    view! {
        <svg
            class="language-bar"
            width="1000"
            height="12"
            viewBox="0 0 1000 12"
            preserveAspectRatio="none"
            role="img"
            aria-labelledby="languages-title languages-told"
        >
            <title id="languages-title">{t!(contributions.languages.title)}</title>
            <desc id="languages-told">{told}</desc>
            {rects}
        </svg>
    }
    .into_any()
}
