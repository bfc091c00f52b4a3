//! The first page: what this is, and the way in.

mod hero;
mod holdings;
mod outcomes;
mod picture;
mod points;

use leptos::prelude::*;

use crate::app::{components::About, words::say};
use hero::Hero;
use holdings::Holdings;
use points::Points;

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <About title=say!(home.title) description=say!(home.description) />
        <Hero />
        <Holdings />
        <Points />
    }
    .into_any()
}
