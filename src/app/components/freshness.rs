use gatehouse_model::Fetched;
use leptos::prelude::*;

use super::Age;
use crate::app::i18n::{t, t_view};

/// How old GitHub's answer is, and whether a newer one is under way.
#[component]
pub fn Freshness<T>(
    /// The answer.
    of: Fetched<T>,
) -> impl IntoView {
    let later = of.refreshing.then(|| format!(" {}", t!(common.refreshing)));
    let (timestamp, now) = (of.as_of, of.now);
    view! {
        <p class="freshness">{t_view!(common.freshness, <age> = view! { <Age timestamp now /> })} {later}</p>
    }
    .into_any()
}
