use gatehouse_model::SensitiveAction;
use leptos::prelude::*;

use crate::app::{
    actions::{meaning, place, verb},
    components::{Button, ButtonLink, Lineage},
    i18n::{t, t_view},
    layout::Mark,
};

/// Asks for the reauthentication, and says what it is worth.
#[component]
pub fn Ask(
    /// What waits for it.
    action: Option<SensitiveAction>,
) -> impl IntoView {
    let back = action.as_ref().map_or("/devices", place);
    let waits = match action {
        Some(action) => view! {
            <p class="lead">{t_view!(reauthenticate.ask.waits, action = verb(&action), <q>)}</p>
            <p>{meaning(&action)}</p>
        }
        .into_any(),
        None => view! { <p class="lead">{t!(reauthenticate.ask.nothing_waits)}</p> }.into_any(),
    };
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <Mark />
            <h1 id="card">{t!(reauthenticate.ask.heading)}</h1>
            {waits}
            <div class="way-on">
                <form method="post" action="/auth/reauthenticate">
                    <Lineage />
                    <Button main=true>{t!(reauthenticate.ask.at_github)}</Button>
                </form>
                <ButtonLink href=back>{t!(reauthenticate.cancel)}</ButtonLink>
            </div>
            <p class="terms">{t!(reauthenticate.ask.worth)}</p>
        </section>
    }
    .into_any()
}
