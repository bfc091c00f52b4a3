//! Gatehouse signs people in with GitHub and never lets the browser see a key.
//!
//! A request's way, from left to right. The access token stops at the bar.
//!
//! ```text
//! browser ── web::router ── layers ── session resolved once ── guard (303, empty body)
//!                                                                 │
//!                                  app::pages ◄─ model ◄─── api ──┤ web::viewer()
//!                                      │                          │
//!                                    HTML              core::github ┃ core::token_set
//!                                                                   ┃ the token stops here
//! ```
//!
//! * [`gatehouse_model`]: plain data, the only types that may cross to the browser.
//! * `gatehouse_core`: every secret, without a page. The browser build does not depend on it.
//! * `app`: what pages look like. They render on the server.
//! * [`islands`]: all that runs in the browser as WebAssembly. Its build has no page in it, so that a change to one is
//!   compiled once.
//! * [`api`]: the border. Server functions; their signatures name model types only.
//! * `web`: the router, and what turns requests into pages and actions.

pub mod api;
pub mod islands;

#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod web;
