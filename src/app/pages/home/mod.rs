//! The first page: what this is, and the way in.

mod hero;
mod holdings;
mod outcomes;
mod picture;
mod points;

use hero::Hero;
use holdings::Holdings;
use leptos::prelude::*;
use points::Points;

use crate::app::{components::About, words::say};

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
