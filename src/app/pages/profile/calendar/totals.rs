use gatehouse_model::Contributions;
use leptos::prelude::*;

use crate::app::{components::Count, words::say};

/// What the contributions were.
#[component]
pub fn Totals(
    /// Of which time.
    contributions: Contributions,
) -> impl IntoView {
    view! {
        <dl class="counts">
            <Count label=say!(contributions.totals.commits) number=contributions.commits />
            <Count label=say!(contributions.totals.pull_requests) number=contributions.pull_requests />
            <Count label=say!(contributions.totals.issues) number=contributions.issues />
            <Count label=say!(contributions.totals.reviews) number=contributions.reviews />
            <Count label=say!(contributions.totals.repositories) number=contributions.repositories />
            <Count label=say!(contributions.totals.restricted) number=contributions.restricted />
        </dl>
    }
    .into_any()
}
