//! The devices on which the viewer is signed in, and the history of their sessions.

mod history;

use gatehouse_model::{AccountEventGroup, Devices, Flash, SensitiveAction, Timestamp};
use leptos::prelude::*;

use self::history::{History, OtherEvents};
use crate::{
    api,
    app::{
        components::{
            ActionForm, Age, Answer, Badge, CollectAny, Countdown, FlashNotice, FlashText, PageMeta, SideSection,
            SignOutForm, Tone,
        },
        i18n::{self, t, t_view},
        page_context,
    },
};

#[component]
pub fn Devices() -> impl IntoView {
    let devices = OnceResource::new_blocking(api::devices());
    let requested = history::HistoryPages::from_query(&page_context().query);
    let sessions = OnceResource::new_blocking(api::events(Some(AccountEventGroup::Sessions), requested.sessions));
    let noise = OnceResource::new_blocking(api::events(Some(AccountEventGroup::Noise), requested.noise.unwrap_or(1)));
    view! {
        <PageMeta title=t!(devices.title) description=t!(devices.description) />
        <div class="page devices">
            <h1 class="page-title">{t!(devices.heading)}</h1>
            <FlashNotice text_for=flash_text />
            <section aria-labelledby="open">
                <h2 id="open">{t!(devices.signed_in)}</h2>
                <Answer answer=devices show=|devices| view! { <DeviceList devices /> } />
            </section>
            <section aria-labelledby="history">
                <h2 id="history">{t!(devices.what_happened)}</h2>
                <Answer answer=sessions show=move |events| view! { <History events requested /> } />
                <SideSection answer=noise show=move |events| view! { <OtherEvents events requested /> } />
            </section>
        </div>
    }
}

/// The messages of actions on devices.
fn flash_text(flash: Flash) -> Option<FlashText> {
    let (tone, happened, next) = match flash {
        Flash::Ended => (Tone::Good, t!(devices.done.ended), t!(devices.done.ended_next)),
        Flash::EndedOthers => (Tone::Good, t!(devices.done.others), t!(devices.done.others_next)),
        Flash::Already => (Tone::Quiet, t!(devices.done.already), t!(devices.done.already_next)),
        Flash::Spent => return Some(FlashText::expired_form()),
        _ => return None,
    };
    Some(FlashText { tone, happened, next })
}

/// Every device, and the actions that concern several of them.
#[component]
fn DeviceList(devices: Devices) -> impl IntoView {
    let Devices { devices, now, most, fresh_until } = devices;
    let others = devices.iter().any(|device| !device.current).then(|| {
        view! { <ActionForm action=SensitiveAction::EndOthers>{t!(devices.end_others)}</ActionForm> }
    });
    let rows = devices.into_iter().map(|device| view! { <DeviceRow device /> }).collect_any();
    view! {
        <ul class="rows device-list">{rows}</ul>
        <p class="small">{t!(devices.cap, count = most)} " " <ReauthenticationStatus fresh_until now /></p>
        <div class="way-on">
            {others}
            <ActionForm action=SensitiveAction::EndAll>{t!(devices.end_all)}</ActionForm>
        </div>
    }
}

/// Whether ending a device requires reauthentication.
#[component]
fn ReauthenticationStatus(fresh_until: Option<Timestamp>, now: Timestamp) -> impl IntoView {
    match fresh_until.filter(|until| *until > now) {
        Some(until) => t_view!(devices.fresh, <when> = view! { <Countdown until /> }),
        None => t!(devices.stale).into_any(),
    }
}

/// One device: its name, its limits, and the button that signs it out.
#[component]
fn DeviceRow(device: gatehouse_model::Device) -> impl IntoView {
    let name = i18n::device_name(&device.browser);
    let current = device.current.then(|| view! { <Badge tone=Tone::Good>{t!(devices.this_one)}</Badge> });
    let network = (!device.network.is_empty()).then(|| {
        view! { <li>{t!(devices.from, network = &device.network)}</li> }
    });
    let (created_at, last_seen_at) = (device.created_at, device.last_seen_at);
    let end = if device.current {
        view! { <SignOutForm /> }.into_any()
    } else {
        let action = SensitiveAction::EndDevice { id: device.id, browser: device.browser };
        let name = name.clone();
        // For screen readers, equal buttons would all read the same.
        view! { <ActionForm action>{t!(devices.end)} <span class="unseen">": "{name}</span></ActionForm> }.into_any()
    };
    view! {
        <li class="device">
            <h3>{name} {current}</h3>
            <ul class="meta">
                {network}
                <li>{t_view!(devices.signed_in_at, <age> = view! { <Age timestamp=created_at /> })}</li>
                <li>{t_view!(devices.last_seen_at, <age> = view! { <Age timestamp=last_seen_at /> })}</li>
            </ul>
            <Limits idle=device.idle_ends_at absolute=device.absolute_ends_at />
            <div class="end">{end}</div>
        </li>
    }
}

/// When a session expires. The idle limit is left out if the absolute limit comes first.
#[component]
fn Limits(idle: Timestamp, absolute: Timestamp) -> impl IntoView {
    let idle = (idle < absolute).then(|| {
        view! { <li>{t_view!(devices.limits.idle, <when> = view! { <Countdown until=idle /> })}</li> }
    });
    view! {
        <ul class="limits">
            {idle}
            <li>{t_view!(devices.limits.absolute, <when> = view! { <Countdown until=absolute /> })}</li>
        </ul>
    }
}
