use gatehouse_model::Timestamp;
use leptos::prelude::*;

use crate::app::{components::Countdown, i18n::t_view};

/// When a session ends by itself. The idle limit is left out where the last day comes before it.
#[component]
pub fn Limits(
    /// When it ends, unless it is used before.
    idle: Timestamp,
    /// When it ends in any case.
    absolute: Timestamp,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let idle = (idle < absolute).then(|| {
        view! { <li>{t_view!(devices.limits.idle, <when> = view! { <Countdown until=idle now /> })}</li> }
    });
    view! {
        <ul class="limits">
            {idle}
            <li>{t_view!(devices.limits.absolute, <when> = view! { <Countdown until=absolute now /> })}</li>
        </ul>
    }
    .into_any()
}
