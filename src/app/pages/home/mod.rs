//! The first page: what this is, and the way in.

mod hero;
mod holdings;
mod outcomes;
mod picture;
mod points;

use leptos::prelude::*;
use leptos_meta::Title;

use hero::Hero;
use holdings::Holdings;
use points::Points;

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <Title text="Gatehouse · Sign in with GitHub, keys stay inside" />
        <Hero />
        <Holdings />
        <Points />
    }
}
