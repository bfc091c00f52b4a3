use gatehouse_model::Dated;
use leptos::prelude::*;

use super::Age;
use crate::app::words::{say, tell};

/// How old GitHub's answer is, and whether a newer one is under way.
#[component]
pub fn Freshness<T>(
    /// The answer.
    of: Dated<T>,
) -> impl IntoView {
    let later = of.refreshing.then(|| format!(" {}", say!(common.refreshing)));
    let (moment, now) = (of.as_of, of.now);
    view! {
        <p class="freshness">{tell!(common.freshness, <age> = view! { <Age moment now /> })} {later}</p>
    }
    .into_any()
}
