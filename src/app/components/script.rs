use leptos::{nonce::use_nonce, prelude::*};

/// A script of our own, which the page's policy lets run once the page is read.
#[component]
pub fn Script(
    /// Its address, in `public/`.
    src: &'static str,
) -> impl IntoView {
    view! { <script type="module" src=src nonce=use_nonce()></script> }
}
