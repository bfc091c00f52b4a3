//! What the viewer may take back: the access at GitHub, and what is kept here about them.

mod data;
mod github;
mod outcomes;
mod when;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api,
    app::{
        components::{Answer, WasDone},
        page_context,
    },
};
use data::Data;
use github::GitHub;
use outcomes::OUTCOMES;
use when::When;

/// The page of settings.
#[component]
pub fn Settings() -> impl IntoView {
    let proof = OnceResource::new_blocking(api::proof());
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
            <Answer answer=proof good=|proof| view! { <When proof /> } />
            <GitHub />
            <Data />
        </div>
    }
}
