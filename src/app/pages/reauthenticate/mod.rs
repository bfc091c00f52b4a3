//! Between a sensitive action and its doing: the viewer proves at GitHub that it is them, and then confirms.

mod ask;
mod confirm;
mod hitch;

use ask::Ask;
use confirm::Confirm;
use gatehouse_model::{Flash, Reauthentication};
use hitch::Hitch;
use leptos::prelude::*;

use crate::{
    api,
    app::{
        components::{About, Answer, ButtonLink, Outcome, WasDone, spent},
        i18n::t,
    },
};

/// The page of the reauthentication.
#[component]
pub fn Reauthenticate() -> impl IntoView {
    let reauthentication = OnceResource::new_blocking(api::reauthentication());
    let good = |reauthentication: Reauthentication| {
        let Reauthentication { waiting, now, fresh_until } = reauthentication;
        match (fresh_until.filter(|until| *until > now), waiting) {
            (Some(until), Some(waiting)) => view! { <Confirm waiting until now /> }.into_any(),
            (Some(_), None) => view! { <NothingWaits /> }.into_any(),
            (None, waiting) => view! { <Ask action=waiting.map(|waiting| waiting.action) /> }.into_any(),
        }
    };
    view! {
        <About title=t!(reauthenticate.title) description=t!(reauthenticate.description) />
        <div class="page narrow reauthenticate">
            <WasDone outcome />
            <Hitch />
            <Answer answer=reauthentication good />
        </div>
    }
    .into_any()
}

/// What an action led to, where it leads back here.
fn outcome(done: Flash) -> Option<Outcome> {
    (done == Flash::Spent).then(spent)
}

/// The action was done, given up, or waited too long.
#[component]
fn NothingWaits() -> impl IntoView {
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <h1 id="card">{t!(reauthenticate.nothing.heading)}</h1>
            <p>{t!(reauthenticate.nothing.meaning)}</p>
            <p class="way-on">
                <ButtonLink href="/devices">{t!(reauthenticate.nothing.go_on)}</ButtonLink>
            </p>
        </section>
    }
    .into_any()
}
