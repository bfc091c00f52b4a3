use gatehouse_model::Viewer;
use leptos::prelude::*;

use crate::app::{
    PAGES,
    components::{Avatar, ButtonLink, CollectAny, Isolated, SignOutForm},
    i18n::t,
    page_context,
};

/// The logo, the navigation, and the account menu or a sign-in button.
#[component]
pub fn Header() -> impl IntoView {
    let context = page_context();
    let (navigation, sign_in) = match context.viewer {
        Some(viewer) => (Some(view! { <Navigation /> }), view! { <Account viewer /> }.into_any()),
        // The sign-in page has its own button.
        None if context.path.starts_with("/sign-in") => (None, ().into_any()),
        None => (None, view! { <ButtonLink href="/sign-in">{t!(common.sign_in)}</ButtonLink> }.into_any()),
    };
    view! {
        <header class="top">
            <div class="top-row">
                <a class="mark" href="/">
                    <Logo />
                    "Gatehouse"
                </a>
                {navigation}
                <div class="sign-in">{sign_in}</div>
            </div>
        </header>
    }
}

/// An arch with a gate line in it.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="mark-sign" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path class="arch" d="M4 21V11a8 8 0 0 1 16 0v10" />
            <path class="gate-line" d="M12 8v13" />
            <circle class="lamp" cx="12" cy="7.4" r="1.7" />
        </svg>
    }
}

/// Links to the pages that have a label for it, the current one marked.
#[component]
fn Navigation() -> impl IntoView {
    let path = page_context().path;
    let here = path.trim_end_matches('/').to_owned();
    let links = PAGES.iter().filter_map(|page| page.nav_label.map(|name| (page.path, name()))).map(|(href, name)| {
        let current = (here == href).then_some("page");
        view! {
            <li>
                <a href=href aria-current=current>
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <nav class="places" aria-label=t!(common.places)>
            <ul>{links.collect_any()}</ul>
        </nav>
    }
}

/// The viewer's picture with a menu: a plain `<details>`, so that it opens without a script.
#[component]
fn Account(viewer: Viewer) -> impl IntoView {
    let name = viewer.display_name().to_owned();
    view! {
        <details class="account">
            <summary>
                <Avatar src=viewer.avatar_url login=viewer.login.clone() size=32 />
                <span class="unseen">{t!(common.account)}</span>
            </summary>
            <div class="menu">
                <p class="who">
                    <strong><Isolated text=name /></strong>
                    <span class="login"><Isolated text=viewer.login /></span>
                </p>
                <ul class="ways">
                    <li>
                        <a href="/devices">{t!(common.your_devices)}</a>
                    </li>
                    <li>
                        <a href="/settings">{t!(common.your_settings)}</a>
                    </li>
                </ul>
                <SignOutForm />
            </div>
        </details>
    }
}
