use leptos::prelude::*;

use crate::{
    app::{
        acts::verb,
        components::{ActForm, Scopes},
        words::{say, tell},
    },
    model::Act,
};

/// The connection to GitHub, and the way to cut it.
#[component]
pub fn GitHub() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="github">
            <h2 id="github">{say!(settings.github.heading)}</h2>
            <div class="choice">
                <p>{tell!(settings.github.access, <scopes> = view! { <Scopes /> })}</p>
                <ActForm act=Act::Disconnect>{verb(&Act::Disconnect)}</ActForm>
            </div>
        </section>
    }
    .into_any()
}
