//! The way in, and every reason to stand before it.

mod door;

use door::{Door, Inside};
use gatehouse_model::{Flash, Why};
use leptos::prelude::*;

use crate::app::{components::About, links::local_path, page_context, query::value, words::say};

/// The sign-in page.
#[component]
pub fn SignIn() -> impl IntoView {
    let context = page_context();
    let why = context.show_flash(|flash| if let Flash::Why(why) = flash { Some(why) } else { None });
    let return_to = value(&context.query, "return_to").as_deref().and_then(local_path);
    let card = match (context.viewer, why) {
        (Some(viewer), None | Some(Why::Required)) => view! { <Inside viewer return_to /> }.into_any(),
        (viewer, why) => view! { <Door why return_to viewer github_url=context.github_url /> }.into_any(),
    };
    view! {
        <About title=say!(sign_in.title) description=say!(sign_in.description) />
        <div class="page narrow door-page">{card}</div>
    }
    .into_any()
}
