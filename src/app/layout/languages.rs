use gatehouse_model::Language;
use gatehouse_model::Message;
use leptos::prelude::*;

use crate::app::{i18n::t, links::address, page_context};

/// The way to the other languages, each in its own words, so that whoever needs it finds it.
#[component]
pub fn Languages() -> impl IntoView {
    let context = page_context();
    let here = address(&context.path, &context.query);
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
            {buttons.collect_view()}
        </form>
    }
    .into_any()
}
