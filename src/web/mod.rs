//! HTTP: the router, the layers that know pages and files, what turns a request into a page, and the forms that change
//! something.

pub mod actions;
mod kept_pages;
pub mod middleware;
mod preferences;
mod program;
mod render;
pub mod router;
mod site;
mod state;

pub use program::{main, serve};
pub use state::{PAGES, RequestViewer, WebState, refused, viewer};
