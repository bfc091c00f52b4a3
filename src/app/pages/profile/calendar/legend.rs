use leptos::prelude::*;

use super::grid;
use crate::app::i18n::t_view;

/// Which colour means more. Nothing for those who listen: the numbers are said with every day.
#[component]
pub fn Legend() -> impl IntoView {
    let told = t_view!(contributions.drawing.legend, <squares> = squares);
    view! {
        <p class="calendar-legend" aria-hidden="true">
            {told}
        </p>
    }
    .into_any()
}

fn squares() -> impl IntoView {
    let squares = (0..5)
        .map(|level| {
            let class = format!("level-{level}");
            let x = grid::x(level) - grid::x(0);
            view! { <rect class=class x=x y="0" width=grid::SIDE height=grid::SIDE rx="2"></rect> }
        })
        .collect_view();
    view! { <svg width="62" height="10" viewBox="0 0 62 10">{squares}</svg> }
}
