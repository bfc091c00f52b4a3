use leptos::prelude::*;

use super::{account::Account, mark::Mark, places::Places};
use crate::app::{components::ButtonLink, i18n::t, page_context};

/// The mark, the places, and the viewer's face or the way in.
#[component]
pub fn Header() -> impl IntoView {
    let context = page_context();
    let (places, sign_in) = match context.viewer {
        Some(viewer) => (Some(view! { <Places /> }), view! { <Account viewer /> }.into_any()),
        // A page that is the way in needs no second one.
        None if context.path.starts_with("/sign-in") => (None, ().into_any()),
        None => (None, view! { <ButtonLink href="/sign-in">{t!(common.sign_in)}</ButtonLink> }.into_any()),
    };
    view! {
        <header class="top">
            <div class="top-row">
                <a class="mark" href="/">
                    <Mark />
                    "Gatehouse"
                </a>
                {places}
                <div class="sign-in">{sign_in}</div>
            </div>
        </header>
    }
    .into_any()
}
