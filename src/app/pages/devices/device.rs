use gatehouse_model::{SensitiveAction, Timestamp};
use leptos::prelude::*;

use super::limits::Limits;
use crate::app::{
    components::{ActionForm, Age, Badge, SignOutForm, Tone},
    i18n::{self, t, t_view},
};

/// One device: what it is, how long it stays, and the button that ends it.
#[component]
pub fn Device(
    /// Which one.
    device: gatehouse_model::Device,
    /// The server's clock.
    now: Timestamp,
) -> impl IntoView {
    let name = i18n::device(&device.browser);
    let here = device.current.then(|| view! { <Badge tone=Tone::Good>{t!(devices.this_one)}</Badge> });
    let network = (!device.network.is_empty()).then(|| {
        view! { <li>{t!(devices.from, network = &device.network)}</li> }
    });
    let (created_at, last_seen_at) = (device.created_at, device.last_seen_at);
    let end = if device.current {
        view! { <SignOutForm /> }.into_any()
    } else {
        let action = SensitiveAction::EndDevice { id: device.id, browser: device.browser };
        let name = name.clone();
        // A row of equal buttons says nothing to those who listen to it.
        view! { <ActionForm action>{t!(devices.end)} <span class="unseen">": "{name}</span></ActionForm> }.into_any()
    };
    view! {
        <li class="device">
            <h3>{name} {here}</h3>
            <ul class="meta">
                {network}
                <li>{t_view!(devices.signed_in_at, <age> = view! { <Age timestamp=created_at now /> })}</li>
                <li>{t_view!(devices.last_seen_at, <age> = view! { <Age timestamp=last_seen_at now /> })}</li>
            </ul>
            <Limits idle=device.idle_ends_at absolute=device.absolute_ends_at now />
            <div class="end">{end}</div>
        </li>
    }
    .into_any()
}
