//! The frame every page stands in.

mod account;
mod ended;
mod footer;
mod header;
mod mark;
mod places;

use leptos::prelude::*;

use ended::Ended;
use footer::Footer;
use header::Header;
pub use mark::Mark;

/// Skip link, header, the page, footer.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    view! {
        <a class="skip" href="#main">"Skip to the content"</a>
        {view! { <Header /> }.into_any()}
        <main id="main" tabindex="-1">{children()}</main>
        <Footer />
        {view! { <Ended /> }.into_any()}
    }
}
