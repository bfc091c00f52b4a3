//! HTTP with GitHub, as far as `oauth` and `github` have it in common: the client, whether an answer is GitHub's own, what
//! it says of a limit, and until when nothing may be asked.
//!
//! A leaf.

mod answer;
mod client;
mod distrust;
mod limit;
mod rests;

pub use answer::{is_of_api, message};
pub use client::{API_VERSION, API_VERSION_HEADER, client, install_tls, trusting};
pub use distrust::is_distrust;
pub use limit::{Limit, number, speaks_of_secondary};
pub use rests::Rests;
