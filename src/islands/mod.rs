//! The only code that runs in the browser as WebAssembly.
//!
//! An island works on what the page already contains: a call to the server would add 32 kB for every visitor. Whatever it
//! does must also be possible without it.

mod browser_view;
mod repository_filter;

pub use browser_view::BrowserView;
pub use repository_filter::RepositoryFilter;
