use leptos::prelude::*;

use super::told::told;
use crate::{
    app::{
        components::{Age, ButtonLink, Empty},
        format::counted,
    },
    model::{AccountEvent, AccountEvents, Moment},
};

/// The viewer's own security events.
#[component]
pub fn History(
    /// The latest first.
    events: AccountEvents,
) -> impl IntoView {
    let AccountEvents { events, now, kept_days } = events;
    if events.is_empty() {
        return view! {
            <Empty sentence="Nothing has happened lately.">
                <ButtonLink href="/profile">"Go to your profile"</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    let rows = events.into_iter().map(|event| view! { <Row event now /> }).collect_view();
    view! {
        <p class="small">
            "What happened to your sessions and their tokens, the latest first. If you don't recognise something, "
            "sign out everywhere."
        </p>
        <ol class="rows event-list">{rows}</ol>
        <p class="small">"This is kept for " {counted(kept_days.into(), "day", "days")} ", then forgotten."</p>
    }
    .into_any()
}

/// What, where and when.
#[component]
fn Row(event: AccountEvent, now: Moment) -> impl IntoView {
    let browser = (!event.browser.is_empty()).then(|| view! { <span class="where">{event.browser}</span> });
    view! {
        <li class="event">
            <p>{told(event.kind)}</p>
            <p class="small">{browser} <Age moment=event.at now /></p>
        </li>
    }
}
