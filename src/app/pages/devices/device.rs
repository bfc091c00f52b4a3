use leptos::prelude::*;

use super::limits::Limits;
use crate::{
    app::components::{ActForm, Age, Badge, SignOutForm, Tone},
    model::{self, Act, Moment},
};

/// One device: what it is, how long it stays, and the button that ends it.
#[component]
pub fn Device(
    /// Which one.
    device: model::Device,
    /// The server's clock.
    now: Moment,
) -> impl IntoView {
    let here = device.current.then(|| view! { <Badge tone=Tone::Good>"This one"</Badge> });
    let network = (!device.network.is_empty()).then(|| view! { <li>"From " {device.network.clone()}</li> });
    let end = if device.current {
        view! { <SignOutForm /> }.into_any()
    } else {
        let browser = device.browser.clone();
        let act = Act::EndDevice { id: device.id, browser: browser.clone() };
        // A row of equal buttons says nothing to those who listen to it.
        view! { <ActForm act>"End this device" <span class="unseen">": "{browser}</span></ActForm> }.into_any()
    };
    view! {
        <li class="device">
            <h3>{device.browser} {here}</h3>
            <ul class="meta">
                {network}
                <li>"Signed in " <Age moment=device.created_at now /></li>
                <li>"Last seen " <Age moment=device.last_seen_at now /></li>
            </ul>
            <Limits idle=device.idle_ends_at absolute=device.absolute_ends_at now />
            <div class="end">{end}</div>
        </li>
    }
}
