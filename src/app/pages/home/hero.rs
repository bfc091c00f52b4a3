use gatehouse_model::Application;
use leptos::prelude::*;

use super::{outcomes::outcome, picture::Picture};
use crate::app::{
    PageContext,
    bidi::isolated,
    components::{ButtonLink, Scopes, SignInForm, WasDone},
    i18n::{t, t_view},
    page_context,
};

/// The claim, the way in, and the picture of a request's way.
#[component]
pub fn Hero() -> impl IntoView {
    let PageContext { viewer, application, .. } = page_context();
    let (button, small) = match viewer {
        Some(viewer) => (
            view! { <ButtonLink href="/profile" main=true>{t!(home.go_to_profile)}</ButtonLink> }.into_any(),
            t_view!(home.signed_in_as, login = isolated(&viewer.login), <strong>),
        ),
        None => (
            view! { <SignInForm return_to=Some("/profile".to_owned()) /> }.into_any(),
            match application {
                Application::OAuthApp => t_view!(home.asks, <scopes> = view! { <Scopes /> }),
                Application::GitHubApp => t!(home.permissions).into_any(),
            },
        ),
    };
    view! {
        <section class="hero dusk" aria-labelledby="claim">
            <div class="hero-row">
                <div class="hero-words">
                    <WasDone outcome />
                    <h1 id="claim">{t_view!(home.claim, <br>)}</h1>
                    <p class="lead">{t!(home.lead)}</p>
                    {button}
                    <p class="small">{small}</p>
                </div>
                <Picture />
            </div>
        </section>
    }
    .into_any()
}
