use gatehouse_model::Proof;
use leptos::prelude::*;

use crate::app::{
    components::Countdown,
    words::{say, tell},
};

/// Whether what the buttons below say happens at once, or goes by way of GitHub first.
#[component]
pub fn When(
    /// How fresh the session is.
    proof: Proof,
) -> impl IntoView {
    let Proof { now, fresh_until, .. } = proof;
    let words = match fresh_until.filter(|until| *until > now) {
        Some(until) => tell!(settings.fresh, <when> = view! { <Countdown until now /> }),
        None => say!(settings.stale).into_any(),
    };
    view! { <p class="small">{words}</p> }.into_any()
}
