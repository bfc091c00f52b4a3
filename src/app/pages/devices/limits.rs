use gatehouse_model::Moment;
use leptos::prelude::*;

use crate::app::{components::Countdown, words::tell};

/// When a session ends by itself. The idle limit is left out where the last day comes before it.
#[component]
pub fn Limits(
    /// When it ends, unless it is used before.
    idle: Moment,
    /// When it ends in any case.
    absolute: Moment,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let idle = (idle < absolute).then(|| {
        view! { <li>{tell!(devices.limits.idle, <when> = view! { <Countdown until=idle now /> })}</li> }
    });
    view! {
        <ul class="limits">
            {idle}
            <li>{tell!(devices.limits.absolute, <when> = view! { <Countdown until=absolute now /> })}</li>
        </ul>
    }
    .into_any()
}
