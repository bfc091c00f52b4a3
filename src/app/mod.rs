//! The pages. They render on the server; only [`crate::islands`] run in the browser.
//!
//! A page is a complete document that works without JavaScript: links are links, and every change is a form. Nothing here
//! can reach a secret: the code that has them does not exist in the browser build.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

mod actions;
mod bidi;
mod components;
mod context;
mod departure;
mod error_page;
mod holes;
mod i18n;
mod layout;
mod links;
mod pages;
mod routes;
mod shell;
mod sign_in_reasons;

pub use context::{PageContext, PageOutcome, page_context};
pub use departure::departure_page;
pub use error_page::{ErrorPage, error_page};
pub use holes::{Hole, Template};
pub use i18n::render_in;
pub use links::path_and_query;
pub use pages::{App, PAGES, PATHS};
pub use routes::{AFTER_SIGN_IN, Page, SIGN_IN};
pub use shell::shell;
