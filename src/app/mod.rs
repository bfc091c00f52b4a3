//! What pages look like. Built for both sides, run on the server; only [`islands`] run in the browser.
//!
//! A page is a document: it renders whole, its links are links and its forms are forms. What changes something is a
//! form to the server; nothing here may know a secret, because nothing here can name `gatehouse_core`.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

mod actions;
mod bidi;
mod components;
mod context;
mod departure;
mod error_page;
mod i18n;
pub mod islands;
mod layout;
mod links;
mod pages;
mod query;
mod routes;
mod shell;
mod story;

pub use context::{PageContext, page_context};
pub use departure::departure_page;
pub use error_page::{ErrorPage, error_page};
pub use routes::{App, HOME, PAGES, Page, RETURN_TO, SIGN_IN};
pub use shell::shell;
