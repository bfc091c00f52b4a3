//! What the browser downloads: the islands of `gatehouse` and what wakes them.
//!
//! A crate of its own, so that the server is not also linked as the shared library that WebAssembly needs.

#![cfg(feature = "hydrate")]

use gatehouse as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the islands of a page.
#[wasm_bindgen]
pub fn hydrate() {
    // A released island that panics says `unreachable`; the words would weigh more than the island.
    if cfg!(debug_assertions) {
        console_error_panic_hook::set_once();
    }
    leptos::mount::hydrate_islands();
}
