//! Between a sensitive act and its doing: the viewer proves at GitHub that it is them, and then confirms.

mod ask;
mod confirm;
mod hitch;

use ask::Ask;
use confirm::Confirm;
use gatehouse_model::{Done, Proof};
use hitch::Hitch;
use leptos::prelude::*;

use crate::{
    api,
    app::{
        components::{About, Answer, ButtonLink, Outcome, WasDone, spent},
        words::say,
    },
};

/// The page of the proof.
#[component]
pub fn Prove() -> impl IntoView {
    let proof = OnceResource::new_blocking(api::proof());
    let good = |proof: Proof| {
        let Proof { waiting, now, fresh_until } = proof;
        match (fresh_until.filter(|until| *until > now), waiting) {
            (Some(until), Some(waiting)) => view! { <Confirm waiting until now /> }.into_any(),
            (Some(_), None) => view! { <NothingWaits /> }.into_any(),
            (None, waiting) => view! { <Ask act=waiting.map(|waiting| waiting.act) /> }.into_any(),
        }
    };
    view! {
        <About title=say!(prove.title) description=say!(prove.description) />
        <div class="page narrow prove">
            <WasDone outcome />
            <Hitch />
            <Answer answer=proof good />
        </div>
    }
    .into_any()
}

/// What an act led to, where it leads back here.
fn outcome(done: Done) -> Option<Outcome> {
    (done == Done::Spent).then(spent)
}

/// The act was done, given up, or waited too long.
#[component]
fn NothingWaits() -> impl IntoView {
    view! {
        <section class="card door-card" aria-labelledby="door">
            <h1 id="door">{say!(prove.nothing.heading)}</h1>
            <p>{say!(prove.nothing.meaning)}</p>
            <p class="way-on">
                <ButtonLink href="/devices">{say!(prove.nothing.go_on)}</ButtonLink>
            </p>
        </section>
    }
    .into_any()
}
