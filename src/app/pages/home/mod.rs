//! The home page: what this site is, and the sign-in button.

mod picture;

use gatehouse_model::{Application, Flash};
use leptos::prelude::*;

use crate::app::{
    PageContext,
    bidi::isolated,
    components::{ButtonLink, FlashNotice, FlashText, PageMeta, Scopes, SignInForm, Tone},
    i18n::{t, t_view},
    page_context,
    pages::home::picture::Picture,
};

#[component]
pub fn Home() -> impl IntoView {
    view! {
        <PageMeta title=t!(home.title) description=t!(home.description) />
        <Hero />
        <BothSides />
        <Points />
    }
}

/// The headline, the sign-in button, and the picture of a request's path.
#[component]
fn Hero() -> impl IntoView {
    let PageContext { viewer, application, .. } = page_context();
    let (button, note) = match viewer {
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
                    <FlashNotice text_for=flash_text />
                    <h1 id="claim">{t_view!(home.claim, <br>)}</h1>
                    <p class="lead">{t!(home.lead)}</p>
                    {button}
                    <p class="small">{note}</p>
                </div>
                <Picture />
            </div>
        </section>
    }
}

/// The messages of actions that sign the viewer out.
fn flash_text(flash: Flash) -> Option<FlashText> {
    let (happened, next) = match flash {
        Flash::Deleted => (t!(home.done.deleted), t!(home.done.deleted_next)),
        Flash::SignedOutEverywhere => (t!(home.done.everywhere), t!(home.done.everywhere_next)),
        Flash::SignedOut => (t!(home.done.signed_out), t!(home.done.signed_out_next)),
        _ => return None,
    };
    Some(FlashText { tone: Tone::Good, happened, next })
}

/// What the browser has, and what stays on the server.
#[component]
fn BothSides() -> impl IntoView {
    view! {
        <section class="page holdings" aria-labelledby="sides">
            <h2 id="sides">{t!(home.sides.heading)}</h2>
            <div class="sides">
                <div class="side">
                    <h3>{t!(home.sides.browser.heading)}</h3>
                    <ul>
                        <li>{t!(home.sides.browser.pages)}</li>
                        <li>{t!(home.sides.browser.cookie)}</li>
                        <li>{t!(home.sides.browser.nothing_else)}</li>
                    </ul>
                </div>
                <div class="side">
                    <h3>{t!(home.sides.server.heading)}</h3>
                    <ul>
                        <li>{t!(home.sides.server.token)}</li>
                        <li>{t!(home.sides.server.session)}</li>
                        <li>{t!(home.sides.server.conversation)}</li>
                    </ul>
                </div>
            </div>
        </section>
    }
}

/// Answers to what a careful visitor asks next.
#[component]
fn Points() -> impl IntoView {
    let scopes = match page_context().application {
        Application::OAuthApp => t_view!(home.points.little_text, <scopes> = view! { <Scopes /> }),
        Application::GitHubApp => t!(home.points.permissions_text).into_any(),
    };
    view! {
        <section class="page points" aria-labelledby="careful">
            <h2 id="careful">{t!(home.points.heading)}</h2>
            <ul class="point-row">
                <li>
                    <h3>{t!(home.points.little)}</h3>
                    <p>{scopes}</p>
                </li>
                <li>
                    <h3>{t!(home.points.ends)}</h3>
                    <p>{t!(home.points.ends_text)}</p>
                </li>
                <li>
                    <h3>{t!(home.points.no_scripts)}</h3>
                    <p>{t!(home.points.no_scripts_text)}</p>
                </li>
                <li>
                    <h3>{t!(home.points.readable)}</h3>
                    <p>{t!(home.points.readable_text)}</p>
                </li>
            </ul>
        </section>
    }
}
