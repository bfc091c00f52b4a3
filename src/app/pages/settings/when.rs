use gatehouse_model::Reauthentication;
use leptos::prelude::*;

use crate::app::{
    components::Countdown,
    i18n::{t, t_view},
};

/// Whether what the buttons below say happens at once, or goes by way of GitHub first.
#[component]
pub fn When(
    /// How fresh the session is.
    reauthentication: Reauthentication,
) -> impl IntoView {
    let Reauthentication { now, fresh_until, .. } = reauthentication;
    let words = match fresh_until.filter(|until| *until > now) {
        Some(until) => t_view!(settings.fresh, <when> = view! { <Countdown until now /> }),
        None => t!(settings.stale).into_any(),
    };
    view! { <p class="small">{words}</p> }.into_any()
}
