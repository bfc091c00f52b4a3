use gatehouse_model::{Application, SensitiveAction};
use leptos::prelude::*;

use crate::app::{
    actions::verb,
    components::{ActionForm, Scopes},
    i18n::{t, t_view},
    page_context,
};

/// The connection to GitHub, and the way to cut it.
#[component]
pub fn GitHub() -> impl IntoView {
    let access = match page_context().application {
        Application::OAuthApp => t_view!(settings.github.access, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => t!(settings.github.permissions).into_any(),
    };
    view! {
        <section class="card" aria-labelledby="github">
            <h2 id="github">{t!(settings.github.heading)}</h2>
            <div class="choice">
                <p>{access}</p>
                <ActionForm action=SensitiveAction::Disconnect>{verb(&SensitiveAction::Disconnect)}</ActionForm>
            </div>
        </section>
    }
    .into_any()
}
