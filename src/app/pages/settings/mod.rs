//! What the viewer may take back: the access at GitHub, and what is kept here about them.

mod data;
mod github;
mod looks;
mod outcomes;
mod scopes;
mod when;

use data::Data;
use github::GitHub;
use leptos::prelude::*;
use looks::Looks;
use outcomes::outcome;
use scopes::Scopes;
use when::When;

use crate::{
    api,
    app::{
        bidi::isolated,
        components::{About, Answer, WasDone},
        page_context,
        words::{say, tell},
    },
};

/// The page of settings.
#[component]
pub fn Settings() -> impl IntoView {
    let proof = OnceResource::new_blocking(api::proof());
    let facts = OnceResource::new_blocking(api::grant_facts());
    let whose = page_context().viewer.map(|viewer| {
        view! { <p>{tell!(settings.signed_in_as, login = isolated(&viewer.login), <strong>)}</p> }
    });
    view! {
        <About title=say!(settings.title) description=say!(settings.description) />
        <div class="page settings">
            <h1 class="page-title">{say!(settings.heading)}</h1>
            <WasDone outcome />
            <Looks />
            {whose}
            <Answer answer=facts good=|facts| view! { <Scopes facts /> } />
            <Answer answer=proof good=|proof| view! { <When proof /> } />
            <GitHub />
            <Data />
        </div>
    }
    .into_any()
}
