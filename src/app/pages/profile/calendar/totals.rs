use gatehouse_model::Contributions;
use leptos::prelude::*;

use crate::app::{components::Count, i18n::t};

/// What the contributions were.
#[component]
pub fn Totals(
    /// Of which time.
    contributions: Contributions,
) -> impl IntoView {
    view! {
        <dl class="counts">
            <Count label=t!(contributions.totals.commits) number=contributions.commits />
            <Count label=t!(contributions.totals.pull_requests) number=contributions.pull_requests />
            <Count label=t!(contributions.totals.issues) number=contributions.issues />
            <Count label=t!(contributions.totals.reviews) number=contributions.reviews />
            <Count label=t!(contributions.totals.repositories) number=contributions.repositories />
            <Count label=t!(contributions.totals.restricted) number=contributions.restricted />
        </dl>
    }
    .into_any()
}
