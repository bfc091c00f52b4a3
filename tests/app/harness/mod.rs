//! One method a user action: what a test reads like.

mod app;
mod browser;
mod jar;
mod log;
mod page;

pub use app::TestApp;
pub use browser::Browser;
pub use page::Page;

pub use log::captured as captured_log;
