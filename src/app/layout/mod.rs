//! The frame every page stands in.

mod account;
mod ended;
mod footer;
mod header;
mod languages;
mod mark;
mod places;

use ended::Ended;
use footer::Footer;
use header::Header;
use leptos::prelude::*;

use crate::app::i18n::t;

pub use mark::Mark;

/// Skip link, header, the page, footer.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    view! {
        <a class="skip" href="#main">{t!(common.skip)}</a>
        {view! { <Header /> }.into_any()}
        <main id="main" tabindex="-1">{children()}</main>
        <Footer />
        {view! { <Ended /> }.into_any()}
    }
    .into_any()
}
