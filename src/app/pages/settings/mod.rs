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
        i18n::{t, t_view},
        page_context,
    },
};

/// The page of settings.
#[component]
pub fn Settings() -> impl IntoView {
    let reauthentication = OnceResource::new_blocking(api::reauthentication());
    let facts = OnceResource::new_blocking(api::token_set_info());
    let whose = page_context().viewer.map(|viewer| {
        view! { <p>{t_view!(settings.signed_in_as, login = isolated(&viewer.login), <strong>)}</p> }
    });
    view! {
        <About title=t!(settings.title) description=t!(settings.description) />
        <div class="page settings">
            <h1 class="page-title">{t!(settings.heading)}</h1>
            <WasDone outcome />
            <Looks />
            {whose}
            <Answer answer=facts good=|facts| view! { <Scopes facts /> } />
            <Answer answer=reauthentication good=|reauthentication| view! { <When reauthentication /> } />
            <GitHub />
            <Data />
        </div>
    }
    .into_any()
}
