//! The first page: what this is, and the way in.

mod hero;
mod holdings;
mod outcomes;
mod picture;
mod points;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::app::words::say;
use hero::Hero;
use holdings::Holdings;
use points::Points;

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <Title text=say!(home.title) />
        <Hero />
        <Holdings />
        <Points />
    }
    .into_any()
}
