//! Gatehouse signs people in with GitHub and never lets the browser see a key.
//!
//! A request's way, from left to right. The access token stops at the bar.
//!
//! ```text
//! browser ── server::router ── layers ── session resolved once ── guard (303, empty body)
//!                                                                    │
//!                                   app::pages ◄─ gatehouse_model::… ◄─ api::… ─┤ server::access::require_viewer()
//!                                       │                             │
//!                                     HTML               server::github ┃ server::token_set
//!                                                                       ┃ the token stops here
//! ```
//!
//! Four modules, one gate:
//!
//! * [`model`]: plain data, the only types that may cross to the browser.
//! * [`api`]: the border. Server functions; their signatures name `model` types only.
//! * [`app`]: what pages look like. Only `app::islands` runs in the browser.
//! * `server`: everything else, and every secret. It does not exist in the browser build.

// A page is one type, as deep as its markup.
#![recursion_limit = "512"]

pub mod api;
pub mod app;

#[cfg(feature = "ssr")]
pub mod web;

/// Wakes the islands of a page in the browser.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // A released island that panics says `unreachable`; the words would weigh more than the island.
    if cfg!(debug_assertions) {
        console_error_panic_hook::set_once();
    }
    leptos::mount::hydrate_islands();
}
