use gatehouse_model::{Act, Devices, Moment};
use leptos::prelude::*;

use super::device::Device;
use crate::app::{
    components::{ActForm, Countdown},
    words::{say, tell},
};

/// Every device, and the acts on many of them.
#[component]
pub fn List(
    /// What is signed in.
    devices: Devices,
) -> impl IntoView {
    let Devices { devices, now, most, fresh_until } = devices;
    let others = devices.iter().any(|device| !device.current).then(|| {
        view! { <ActForm act=Act::EndOthers>{say!(devices.end_others)}</ActForm> }
    });
    let rows = devices.into_iter().map(|device| view! { <Device device now /> }).collect_view();
    view! {
        <ul class="rows device-list">{rows}</ul>
        <p class="small">{say!(devices.cap, count = most)} " " <Proof fresh_until now /></p>
        <div class="way-on">
            {others}
            <ActForm act=Act::EndAll>{say!(devices.end_all)}</ActForm>
        </div>
    }
    .into_any()
}

/// Whether ending a device goes by way of GitHub.
#[component]
fn Proof(fresh_until: Option<Moment>, now: Moment) -> impl IntoView {
    match fresh_until.filter(|until| *until > now) {
        Some(until) => tell!(devices.fresh, <when> = view! { <Countdown until now /> }),
        None => say!(devices.stale).into_any(),
    }
}
