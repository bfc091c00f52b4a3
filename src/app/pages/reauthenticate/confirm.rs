use gatehouse_model::{PendingAction, Timestamp};
use leptos::prelude::*;

use crate::app::{
    actions::{meaning, place, verb},
    components::{ActionForm, ButtonLink, Countdown},
    i18n::{t, t_view},
    layout::Mark,
};

/// The action once more, after the reauthentication: nothing is done because somebody came back from GitHub.
#[component]
pub fn Confirm(
    /// What waits.
    waiting: PendingAction,
    /// Until when the reauthentication counts.
    until: Timestamp,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let PendingAction { nonce, action } = waiting;
    let (back, says, does) = (place(&action), verb(&action), meaning(&action));
    view! {
        <section class="card sign-in-card" aria-labelledby="card">
            <Mark />
            <h1 id="card">{t!(reauthenticate.confirm.heading)}</h1>
            <p class="lead">{does}</p>
            <div class="way-on">
                <ActionForm action nonce=Some(nonce)>
                    {says}
                </ActionForm>
                <ButtonLink href=back>{t!(reauthenticate.cancel)}</ButtonLink>
            </div>
            <p class="small">{t_view!(reauthenticate.confirm.runs_out, <when> = view! { <Countdown until now /> })}</p>
        </section>
    }
    .into_any()
}
