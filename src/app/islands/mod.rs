//! What runs in the browser, and nothing else does.
//!
//! An island works on what the page already holds: a call to the server from here costs every visitor 32 kB. What it
//! does must also be possible without it.

mod browser_view;
mod repository_filter;

pub use browser_view::BrowserView;
pub use repository_filter::RepositoryFilter;
