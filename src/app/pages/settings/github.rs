use gatehouse_model::{Act, Application};
use leptos::prelude::*;

use crate::app::{
    acts::verb,
    components::{ActForm, Scopes},
    page_context,
    words::{say, tell},
};

/// The connection to GitHub, and the way to cut it.
#[component]
pub fn GitHub() -> impl IntoView {
    let access = match page_context().application {
        Application::OAuthApp => tell!(settings.github.access, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => say!(settings.github.permissions).into_any(),
    };
    view! {
        <section class="card" aria-labelledby="github">
            <h2 id="github">{say!(settings.github.heading)}</h2>
            <div class="choice">
                <p>{access}</p>
                <ActForm act=Act::Disconnect>{verb(&Act::Disconnect)}</ActForm>
            </div>
        </section>
    }
    .into_any()
}
