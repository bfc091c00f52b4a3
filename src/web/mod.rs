//! HTTP: the router, the layers that know pages and files, what turns a request into a page, and the forms that change
//! something.

pub mod actions;
pub mod middleware;
mod preferences;
mod program;
mod render;
pub mod router;
mod run;
mod site;
mod state;
mod viewer;

pub use program::main;
pub use run::serve;
pub use state::{PAGES, WebState};
pub use viewer::{refused, viewer};
