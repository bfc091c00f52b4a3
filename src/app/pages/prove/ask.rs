use gatehouse_model::Act;
use leptos::prelude::*;

use crate::app::{
    acts::{meaning, place, verb},
    components::{Button, ButtonLink, Lineage},
    layout::Mark,
    words::{say, tell},
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
            <p class="lead">{tell!(prove.ask.waits, act = verb(&act), <q>)}</p>
            <p>{meaning(&act)}</p>
        }
        .into_any(),
        None => view! { <p class="lead">{say!(prove.ask.nothing_waits)}</p> }.into_any(),
    };
    view! {
        <section class="card door-card" aria-labelledby="door">
            <Mark />
            <h1 id="door">{say!(prove.ask.heading)}</h1>
            {waits}
            <div class="way-on">
                <form method="post" action="/auth/prove">
                    <Lineage />
                    <Button main=true>{say!(prove.ask.at_github)}</Button>
                </form>
                <ButtonLink href=back>{say!(prove.cancel)}</ButtonLink>
            </div>
            <p class="terms">{say!(prove.ask.worth)}</p>
        </section>
    }
    .into_any()
}
