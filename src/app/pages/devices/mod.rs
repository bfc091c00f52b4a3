//! Where the viewer is signed in, how each of these sessions ends, and what happened to them.

mod address;
mod device;
mod history;
mod limits;
mod list;
mod outcomes;
mod told;

use gatehouse_model::AccountEventGroup;
use history::{History, Other};
use leptos::prelude::*;
use list::List;
use outcomes::outcome;

use crate::{
    api,
    app::{
        components::{About, Answer, SideSection, WasDone},
        i18n::t,
        page_context,
    },
};

/// The page of devices.
#[component]
pub fn Devices() -> impl IntoView {
    let devices = OnceResource::new_blocking(api::devices());
    let asked = address::read(&page_context().query);
    let sessions = OnceResource::new_blocking(api::events(Some(AccountEventGroup::Sessions), asked.sessions));
    let noise = OnceResource::new_blocking(api::events(Some(AccountEventGroup::Noise), asked.noise.unwrap_or(1)));
    view! {
        <About title=t!(devices.title) description=t!(devices.description) />
        <div class="page devices">
            <h1 class="page-title">{t!(devices.heading)}</h1>
            <WasDone outcome />
            <section aria-labelledby="open">
                <h2 id="open">{t!(devices.signed_in)}</h2>
                <Answer answer=devices good=|devices| view! { <List devices /> } />
            </section>
            <section aria-labelledby="history">
                <h2 id="history">{t!(devices.what_happened)}</h2>
                <Answer answer=sessions good=move |events| view! { <History events asked /> } />
                <SideSection answer=noise good=move |events| view! { <Other events asked /> } />
            </section>
        </div>
    }
    .into_any()
}
