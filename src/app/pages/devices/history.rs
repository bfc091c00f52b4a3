use gatehouse_model::{AccountEvent, AccountEvents, Timestamp};
use leptos::prelude::*;

use super::{address::Pages, told::told};
use crate::app::{
    components::{Age, ButtonLink, Empty, Pager},
    i18n::{device, grouped, t, t_view},
};

/// The viewer's sign-ins, reauthentications and endings.
#[component]
pub fn History(
    /// The latest first.
    events: AccountEvents,
    /// What the address asks for.
    asked: Pages,
) -> impl IntoView {
    let AccountEvents { events, page, pages, now, kept_days } = events;
    if events.is_empty() {
        return view! {
            <Empty sentence=t!(devices.history.nothing)>
                <ButtonLink href="/profile">{t!(devices.history.go_on)}</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    let (before, after) = (t!(devices.history.newer), t!(devices.history.older));
    let address = move |page| asked.of_sessions(page);
    view! {
        <p class="small">{t!(devices.history.intro)}</p>
        <Rows events now />
        <Pager page pages label=t!(devices.history.label) before after address />
        <p class="small">{t!(devices.history.kept, count = kept_days)}</p>
    }
    .into_any()
}

/// What else happened. Nothing where nothing did.
#[component]
pub fn Other(
    /// The latest first.
    events: AccountEvents,
    /// What the address asks for.
    asked: Pages,
) -> impl IntoView {
    let AccountEvents { events, page, pages, now, .. } = events;
    (!events.is_empty()).then(|| {
        let (before, after) = (t!(devices.history.newer), t!(devices.history.older));
        let address = move |page| asked.of_noise(page);
        view! {
            <details id="other" class="other-events" open=asked.noise.is_some()>
                <summary>{t!(devices.other.summary)}</summary>
                <p class="small">{t!(devices.other.intro)}</p>
                <Rows events now />
                <Pager page pages label=t!(devices.other.label) before after address />
            </details>
        }
        .into_any()
    })
}

#[component]
fn Rows(events: Vec<AccountEvent>, now: Timestamp) -> impl IntoView {
    let rows = events.into_iter().map(|event| view! { <Row event now /> }).collect_view();
    view! { <ol class="rows event-list">{rows}</ol> }.into_any()
}

/// What, how often, where and when.
#[component]
fn Row(event: AccountEvent, now: Timestamp) -> impl IntoView {
    let AccountEvent { at, first_at, times, kind, browser } = event;
    let browser = (!browser.is_empty()).then(|| view! { <span class="where">{device(&browser)}</span> });
    let times = (times > 1).then(|| {
        let first = view! { <Age timestamp=first_at now /> };
        let words = t_view!(devices.history.times, count = times, <number> = grouped(times.into()), <age> = first);
        view! { " " <span class="times">{words}</span> }
    });
    view! {
        <li class="event">
            <p>{told(kind)}{times}</p>
            <p class="small">{browser} <Age timestamp=at now /></p>
        </li>
    }
    .into_any()
}
