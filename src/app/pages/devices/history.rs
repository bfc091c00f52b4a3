use leptos::prelude::*;

use super::told::told;
use crate::{
    app::{
        components::{Age, ButtonLink, Empty},
        words::{device, say},
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
            <Empty sentence=say!(devices.history.nothing)>
                <ButtonLink href="/profile">{say!(devices.history.go_on)}</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    let rows = events.into_iter().map(|event| view! { <Row event now /> }).collect_view();
    view! {
        <p class="small">{say!(devices.history.intro)}</p>
        <ol class="rows event-list">{rows}</ol>
        <p class="small">{say!(devices.history.kept, count = kept_days)}</p>
    }
    .into_any()
}

/// What, where and when.
#[component]
fn Row(event: AccountEvent, now: Moment) -> impl IntoView {
    let browser = (!event.browser.is_empty()).then(|| view! { <span class="where">{device(&event.browser)}</span> });
    view! {
        <li class="event">
            <p>{told(event.kind)}</p>
            <p class="small">{browser} <Age moment=event.at now /></p>
        </li>
    }
    .into_any()
}
