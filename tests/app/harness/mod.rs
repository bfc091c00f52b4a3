//! One method a user action: what a test reads like.

mod accounts;
mod app;
mod browser;
mod form;
mod instance;
mod jar;
mod log;
mod operator;
mod page;
mod process;
mod proxy;
mod schema;
mod steps;
mod tls;

pub use accounts::Accounts;
pub use app::TestApp;
pub use browser::Browser;
pub use form::Form;
pub use operator::Operator;
pub use page::Page;
pub use process::{Process, SharedClock, free_address};
pub use proxy::HttpProxy;
pub use schema::Schema;
pub use tls::{Authority, TlsFront};

pub use log::captured as captured_log;
