//! The frame around every page.

mod header;

use gatehouse_model::{Language, Message};
use leptos::prelude::*;

use self::header::Header;
use super::page_context;
use crate::app::{
    components::{ButtonLink, CollectAny, Notice, Tone},
    i18n::t,
    links::path_and_query,
};

pub use self::header::Logo;

/// Skip link, header, page, footer.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    view! {
        <a class="skip" href="#main">{t!(common.skip)}</a>
        {view! { <Header /> }.into_any()}
        <main id="main" tabindex="-1">{children()}</main>
        <Footer />
        {view! { <SessionEnded /> }.into_any()}
    }
}

#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="bottom">
            <p>{t!(common.footer.tokens)}</p>
            <p>{t!(common.footer.source)}</p>
            <LanguageSwitch />
        </footer>
    }
}

/// Buttons that switch to the other languages, each under its own name.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let context = page_context();
    let here = path_and_query(&context.path, &context.query);
    let message =
        context.flash.map(Message::code).map(|code| view! { <input type="hidden" name="message" value=code /> });
    let others = Language::ALL.into_iter().filter(|language| *language != context.preferences.language);
    let buttons = others.map(|language| {
        view! {
            <button type="submit" class="link" name="language" value=language.tag() lang=language.tag()>
                {language.name()}
            </button>
        }
    });
    view! {
        <form class="languages" method="post" action="/settings/preferences" aria-label=t!(common.language)>
            <input type="hidden" name="return_to" value=here />
            {message}
            {buttons.collect_any()}
        </form>
    }
}

/// Templates with which `/gatehouse.js` replaces an open page: its session has ended, or another account has signed in in
/// this browser.
#[component]
fn SessionEnded() -> impl IntoView {
    let context = page_context();
    context.viewer.map(|_| {
        // The same page: the guard knows why the session is gone, and redirects to the sign-in page with the reason.
        let href = path_and_query(&context.path, &context.query);
        view! {
            <template id="ended" data-lineage=context.lineage>
                <Replacement
                    heading=t!(common.ended.heading)
                    happened=t!(common.ended.happened)
                    next=t!(common.ended.next)
                    href=href.clone()
                    verb=t!(common.sign_in_again)
                />
            </template>
            <template id="another">
                <Replacement
                    heading=t!(common.another.heading)
                    happened=t!(common.another.happened)
                    next=t!(common.another.next)
                    href
                    verb=t!(common.another.go_on)
                />
            </template>
        }
    })
}

#[component]
fn Replacement(heading: String, happened: String, next: String, href: String, verb: String) -> impl IntoView {
    view! {
        <div class="page narrow">
            <h1 class="page-title">{heading}</h1>
            <Notice tone=Tone::Warn happened>
                <p>{next}</p>
                <p class="way-on">
                    <ButtonLink href main=true>{verb}</ButtonLink>
                </p>
            </Notice>
        </div>
    }
}
