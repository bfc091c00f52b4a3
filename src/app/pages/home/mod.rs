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

use crate::app::{components::About, i18n::t};

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <About title=t!(home.title) description=t!(home.description) />
        <Hero />
        <Holdings />
        <Points />
    }
    .into_any()
}
