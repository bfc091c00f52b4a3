//! Signing in and out, and proving again who one is: handlers over flows and `lifecycle`.
//!
//! ```text
//! POST /auth/github          begin     flow row + its own cookie           → a page that goes on to GitHub
//! POST /auth/reauthenticate           prove     the same, to come back to this session
//! GET  /auth/github/callback callback  flow spent → code exchanged → /user → lifecycle::begin or prove → 303
//! POST /auth/sign-out        sign_out  lifecycle::end                      → 303 /
//! GET  /auth/status          status    204 or 401, for open pages; never slides the session
//! ```

mod answer;
mod begin;
mod browser;
mod callback;
mod conclude;
mod finish;
mod flow;
mod flow_cookie;
mod in_flight;
mod kept;
mod outcome;
mod refusal;
mod return_to;
mod sign_out;
mod status;

pub use begin::{BeginForm, Departure, Start, ask_for_scopes, begin, reauthenticate};
pub use callback::callback;
pub use finish::Finishing;
pub use outcome::{see_other, see_other_with, to_sign_in};
pub use return_to::ReturnTo;
pub use sign_out::{end_own, leave, sign_out};
pub use status::status;
