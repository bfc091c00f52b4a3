//! Where the viewer is signed in, how each of these sessions ends, and what happened to them.

mod device;
mod history;
mod limits;
mod list;
mod outcomes;
mod told;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api,
    app::components::{Answer, WasDone},
};
use history::History;
use list::List;
use outcomes::OUTCOMES;

/// The page of devices.
#[component]
pub fn Devices() -> impl IntoView {
    let devices = OnceResource::new_blocking(api::devices());
    let events = OnceResource::new_blocking(api::events());
    view! {
        <Title text="Your devices · Gatehouse" />
        <div class="page devices">
            <h1 class="page-title">"Your devices"</h1>
            <WasDone outcomes=OUTCOMES />
            <section aria-labelledby="open">
                <h2 id="open">"Signed in"</h2>
                <Answer answer=devices good=|devices| view! { <List devices /> } />
            </section>
            <section aria-labelledby="history">
                <h2 id="history">"What happened"</h2>
                <Answer answer=events good=|events| view! { <History events /> } />
            </section>
        </div>
    }
}
