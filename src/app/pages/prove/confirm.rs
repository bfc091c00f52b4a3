use gatehouse_model::{Moment, WaitingAct};
use leptos::prelude::*;

use crate::app::{
    acts::{meaning, place, verb},
    components::{ActForm, ButtonLink, Countdown},
    layout::Mark,
    words::{say, tell},
};

/// The act once more, after the proof: nothing is done because somebody came back from GitHub.
#[component]
pub fn Confirm(
    /// What waits.
    waiting: WaitingAct,
    /// Until when the proof counts.
    until: Moment,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let WaitingAct { spend, act } = waiting;
    let (back, says, does) = (place(&act), verb(&act), meaning(&act));
    view! {
        <section class="card door-card" aria-labelledby="door">
            <Mark />
            <h1 id="door">{say!(prove.confirm.heading)}</h1>
            <p class="lead">{does}</p>
            <div class="way-on">
                <ActForm act spend=Some(spend)>
                    {says}
                </ActForm>
                <ButtonLink href=back>{say!(prove.cancel)}</ButtonLink>
            </div>
            <p class="small">{tell!(prove.confirm.runs_out, <when> = view! { <Countdown until now /> })}</p>
        </section>
    }
    .into_any()
}
