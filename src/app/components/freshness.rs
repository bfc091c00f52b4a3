use leptos::prelude::*;

use super::Age;
use crate::model::Dated;

/// How old GitHub's answer is, and whether a newer one is under way.
#[component]
pub fn Freshness<T>(
    /// The answer.
    of: Dated<T>,
) -> impl IntoView {
    let later = of.refreshing.then_some(" A newer answer is under way; reload to see it.");
    view! {
        <p class="freshness">"From GitHub, " <Age moment=of.as_of now=of.now /> "." {later}</p>
    }
}
