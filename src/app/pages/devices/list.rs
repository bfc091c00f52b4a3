use leptos::prelude::*;

use super::device::Device;
use crate::{
    app::components::{ActForm, Countdown},
    model::{Act, Devices, Moment},
};

/// Every device, and the acts on many of them.
#[component]
pub fn List(
    /// What is signed in.
    devices: Devices,
) -> impl IntoView {
    let Devices { devices, now, most, fresh_until } = devices;
    let others = devices.iter().any(|device| !device.current).then(|| {
        view! { <ActForm act=Act::EndOthers>"End all others"</ActForm> }
    });
    let rows = devices.into_iter().map(|device| view! { <Device device now /> }).collect_view();
    view! {
        <ul class="rows device-list">{rows}</ul>
        <p class="small">{cap(most)} " " <Proof fresh_until now /></p>
        <div class="way-on">
            {others}
            <ActForm act=Act::EndAll>"Sign out everywhere"</ActForm>
        </div>
    }
}

fn cap(most: u32) -> String {
    if most == 1 {
        return "Only one device stays signed in; signing in on another ends it.".to_owned();
    }
    format!("Up to {most} devices stay signed in; signing in on one more ends the one used the longest time ago.")
}

/// Whether ending a device goes by way of GitHub.
#[component]
fn Proof(fresh_until: Option<Moment>, now: Moment) -> impl IntoView {
    match fresh_until.filter(|until| *until > now) {
        Some(until) => view! {
            "You've proved lately that it's you, so a device ends at once. The proof runs out "
            <Countdown until now />
            "."
        }
        .into_any(),
        None => "Before a device ends, you prove at GitHub that it's you. Signing out here needs no proof.".into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::cap;

    #[test]
    fn the_cap_is_said_with_its_number() {
        assert!(cap(8).starts_with("Up to 8 devices stay signed in; "));
        assert!(cap(1).starts_with("Only one device "));
    }
}
