use leptos::prelude::*;

use crate::{
    app::{
        acts::{meaning, place, verb},
        components::{Button, ButtonLink},
        layout::Mark,
    },
    model::Act,
};

/// Asks for the proof, and says what it is worth.
#[component]
pub fn Ask(
    /// What waits for it.
    act: Option<Act>,
) -> impl IntoView {
    let back = act.as_ref().map_or("/devices", place);
    let waits = match act {
        Some(act) => view! {
            <p class="lead"><q>{verb(&act)}</q> " is waiting for it."</p>
            <p>{meaning(&act)}</p>
        }
        .into_any(),
        None => {
            view! { <p class="lead">"Nothing is waiting for it. It still counts for a few minutes."</p> }.into_any()
        }
    };
    view! {
        <section class="card door-card" aria-labelledby="door">
            <Mark />
            <h1 id="door">"Prove it's you"</h1>
            {waits}
            <div class="way-on">
                <form method="post" action="/auth/prove">
                    <Button main=true>"Prove it at GitHub"</Button>
                </form>
                <ButtonLink href=back>"Cancel"</ButtonLink>
            </div>
            <p class="terms">
                "GitHub lets you choose the account but doesn't tell us when you last typed your password. Whoever "
                "sits at a browser that is signed in to GitHub as you can pass."
            </p>
        </section>
    }
}
