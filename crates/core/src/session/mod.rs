//! The server's record behind the cookie: who it belongs to, and whether it still stands.
//!
//! This module reads. Only `lifecycle` begins and ends sessions.

mod cookie;
mod current;
mod policy;
mod reason;
mod resolver;
mod store;
mod touch;

pub use super::session_key::SessionKey;
pub use cookie::{Brought, COOKIE_LIFE_PAST_ABSOLUTE, cookie_pair, remove_cookie, set_cookie};
pub use current::CurrentSession;
pub use policy::{fresh_until, passed_limit};
pub use reason::EndReason;
pub use resolver::{ActiveSession, Standing, resolve};
pub use store::{handle, store_is_busy};
pub use touch::{is_touch_due, touch};
