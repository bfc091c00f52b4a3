use leptos::prelude::*;

use crate::{app::components::Countdown, model::Proof};

/// Whether what the buttons say happens at once, or goes by way of GitHub first.
#[component]
pub fn When(
    /// How fresh the session is.
    proof: Proof,
) -> impl IntoView {
    let Proof { now, fresh_until, .. } = proof;
    let words = match fresh_until.filter(|until| *until > now) {
        Some(until) => view! {
            "You've proved lately that it's you, so each of these happens at once, without another question. The "
            "proof runs out "
            <Countdown until now />
            "."
        }
        .into_any(),
        None => "Before any of these, you prove at GitHub that it's you.".into_any(),
    };
    view! { <p class="small">{words}</p> }
}
