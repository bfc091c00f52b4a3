//! Where the viewer is signed in, how each of these sessions ends, and what happened to them.

mod address;
mod device;
mod history;
mod limits;
mod list;
mod outcomes;
mod told;

use gatehouse_model::EventGroup;
use history::{History, Other};
use leptos::prelude::*;
use list::List;
use outcomes::outcome;

use crate::{
    api,
    app::{
        components::{About, Answer, Aside, WasDone},
        page_context,
        words::say,
    },
};

/// The page of devices.
#[component]
pub fn Devices() -> impl IntoView {
    let devices = OnceResource::new_blocking(api::devices());
    let asked = address::read(&page_context().query);
    let sessions = OnceResource::new_blocking(api::events(Some(EventGroup::Sessions), asked.sessions));
    let noise = OnceResource::new_blocking(api::events(Some(EventGroup::Noise), asked.noise.unwrap_or(1)));
    view! {
        <About title=say!(devices.title) description=say!(devices.description) />
        <div class="page devices">
            <h1 class="page-title">{say!(devices.heading)}</h1>
            <WasDone outcome />
            <section aria-labelledby="open">
                <h2 id="open">{say!(devices.signed_in)}</h2>
                <Answer answer=devices good=|devices| view! { <List devices /> } />
            </section>
            <section aria-labelledby="history">
                <h2 id="history">{say!(devices.what_happened)}</h2>
                <Answer answer=sessions good=move |events| view! { <History events asked /> } />
                <Aside answer=noise good=move |events| view! { <Other events asked /> } />
            </section>
        </div>
    }
    .into_any()
}
