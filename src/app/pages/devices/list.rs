use gatehouse_model::{Devices, SensitiveAction, Timestamp};
use leptos::prelude::*;

use super::device::Device;
use crate::app::{
    components::{ActionForm, Countdown},
    i18n::{t, t_view},
};

/// Every device, and the actions on many of them.
#[component]
pub fn List(
    /// What is signed in.
    devices: Devices,
) -> impl IntoView {
    let Devices { devices, now, most, fresh_until } = devices;
    let others = devices.iter().any(|device| !device.current).then(|| {
        view! { <ActionForm action=SensitiveAction::EndOthers>{t!(devices.end_others)}</ActionForm> }
    });
    let rows = devices.into_iter().map(|device| view! { <Device device now /> }).collect_view();
    view! {
        <ul class="rows device-list">{rows}</ul>
        <p class="small">{t!(devices.cap, count = most)} " " <Reauthentication fresh_until now /></p>
        <div class="way-on">
            {others}
            <ActionForm action=SensitiveAction::EndAll>{t!(devices.end_all)}</ActionForm>
        </div>
    }
    .into_any()
}

/// Whether ending a device goes by way of GitHub.
#[component]
fn Reauthentication(fresh_until: Option<Timestamp>, now: Timestamp) -> impl IntoView {
    match fresh_until.filter(|until| *until > now) {
        Some(until) => t_view!(devices.fresh, <when> = view! { <Countdown until now /> }),
        None => t!(devices.stale).into_any(),
    }
}
