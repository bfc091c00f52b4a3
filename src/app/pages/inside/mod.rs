//! What the browser holds and what the server holds, with the gate line between them; what other ways to keep a session
//! would leave to a thief; and a thief's attempts, to be run.

mod attempts;
mod browser;
mod outcome;
mod server;
mod session;
mod theft;
mod token;
mod told;
mod ways;

use attempts::Attempts;
use browser::Browser;
use gatehouse_model::AttemptOutcome;
use leptos::prelude::*;
use server::Server;
use told::Told;
use ways::Ways;

use crate::{
    api,
    app::{
        components::{About, Answer, Script},
        i18n::t,
    },
};

/// The page that shows the gate from both sides.
#[component]
pub fn Inside() -> impl IntoView {
    let facts = OnceResource::new_blocking(api::token_set_info());
    let told = use_context::<AttemptOutcome>().map(|outcome| view! { <Told outcome /> });
    view! {
        <About title=t!(inside.title) description=t!(inside.description) />
        <div class="page inside">
            <h1 class="page-title">{t!(inside.heading)}</h1>
            {told}
            <p class="lead">{t!(inside.lead)}</p>
            <div class="halves">
                <section class="half" aria-labelledby="browser-holds">
                    <h2 id="browser-holds">{t!(inside.browser.heading)}</h2>
                    <Browser />
                </section>
                <section class="half" aria-labelledby="server-holds">
                    <h2 id="server-holds">{t!(inside.server.heading)}</h2>
                    <Answer answer=facts good=|facts| view! { <Server facts /> } />
                </section>
            </div>
            <Ways />
            <Attempts />
            <Script src="/inside.js" />
        </div>
    }
    .into_any()
}
