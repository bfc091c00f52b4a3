//! The way in, and every reason to stand before it.

mod card;

use card::{Inside, SignInCard};
use gatehouse_model::{Message, SignInReason};
use leptos::prelude::*;

use crate::app::{components::About, i18n::t, links::local_path, page_context, query::value};

/// The sign-in page.
#[component]
pub fn SignIn() -> impl IntoView {
    let context = page_context();
    let reason = context.show_flash(|flash| if let Message::SignIn(reason) = flash { Some(reason) } else { None });
    let return_to = value(&context.query, "return_to").as_deref().and_then(local_path);
    let card = match (context.viewer, reason) {
        (Some(viewer), None | Some(SignInReason::Required)) => view! { <Inside viewer return_to /> }.into_any(),
        (viewer, reason) => view! { <SignInCard reason return_to viewer github_url=context.github_url /> }.into_any(),
    };
    view! {
        <About title=t!(sign_in.title) description=t!(sign_in.description) />
        <div class="page narrow sign-in-page">{card}</div>
    }
    .into_any()
}
