use gatehouse_model::{Act, Moment};
use leptos::prelude::*;

use super::limits::Limits;
use crate::app::{
    components::{ActForm, Age, Badge, SignOutForm, Tone},
    words::{self, say, tell},
};

/// One device: what it is, how long it stays, and the button that ends it.
#[component]
pub fn Device(
    /// Which one.
    device: gatehouse_model::Device,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let name = words::device(&device.browser);
    let here = device.current.then(|| view! { <Badge tone=Tone::Good>{say!(devices.this_one)}</Badge> });
    let network = (!device.network.is_empty()).then(|| {
        view! { <li>{say!(devices.from, network = &device.network)}</li> }
    });
    let (created_at, last_seen_at) = (device.created_at, device.last_seen_at);
    let end = if device.current {
        view! { <SignOutForm /> }.into_any()
    } else {
        let act = Act::EndDevice { id: device.id, browser: device.browser };
        let name = name.clone();
        // A row of equal buttons says nothing to those who listen to it.
        view! { <ActForm act>{say!(devices.end)} <span class="unseen">": "{name}</span></ActForm> }.into_any()
    };
    view! {
        <li class="device">
            <h3>{name} {here}</h3>
            <ul class="meta">
                {network}
                <li>{tell!(devices.signed_in_at, <age> = view! { <Age moment=created_at now /> })}</li>
                <li>{tell!(devices.last_seen_at, <age> = view! { <Age moment=last_seen_at now /> })}</li>
            </ul>
            <Limits idle=device.idle_ends_at absolute=device.absolute_ends_at now />
            <div class="end">{end}</div>
        </li>
    }
    .into_any()
}
