//! What the viewer may take back: the access at GitHub, and what is kept here about them.

mod data;
mod github;
mod outcomes;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::app::{components::WasDone, page_context};
use data::Data;
use github::GitHub;
use outcomes::OUTCOMES;

/// The page of settings.
#[component]
pub fn Settings() -> impl IntoView {
    let whose = page_context().viewer.map(|viewer| {
        view! {
            <p>"You are signed in as " <strong>{viewer.login}</strong> ". What you do here holds for every device."</p>
        }
    });
    view! {
        <Title text="Your settings · Gatehouse" />
        <div class="page settings">
            <h1 class="page-title">"Your settings"</h1>
            <WasDone outcomes=OUTCOMES />
            {whose}
            <GitHub />
            <Data />
        </div>
    }
}
