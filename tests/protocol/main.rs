//! The life of sessions and token sets as a model, with every way it can go explored.
//!
//! A step is what nothing can interrupt: one transaction, or one call that GitHub answers. Between two steps anything
//! may come: another process, a sign-out, a reauthentication coming back, a crash. [`always`] says what must hold in every state
//! that can be reached, [`sometimes`] what must be reached for that to mean anything, [`scenario`] sets the bounds,
//! and [`holds`] runs them. [`fails`] breaks one rule at a time and asks that an invariant notice: each rule in
//! [`broken`] is there because of the way that `cargo test --test protocol -- --nocapture` prints for it.
//!
//! The model knows no time: a lease may run out as soon as it is taken. The one thing it believes of clocks is
//! [`scenario::Scenario::in_time`], and only "no race signs anybody out" rests on that.
//!
//! A step that only the one who takes it can notice is one with the next: an answer that arrives, a row that was read
//! and is not yet used. Seals, limits and the cap on sessions are left out; an end is an end, whatever its reason.
//!
//! This is the protocol, not the code. `crates/core/src/{lifecycle,token_set,revocation,session}` have the same words for the
//! same steps; whoever changes a condition there changes it here first.

#![expect(clippy::expect_used, reason = "a model that cannot go on says why")]

mod accident;
mod always;
mod broken;
mod check;
mod database;
mod fails;
mod flow;
mod github;
mod history;
mod holds;
mod lifecycle;
mod model;
mod refresh;
mod refresher;
mod request;
mod scenario;
mod session;
mod set;
mod sometimes;
mod state;
mod token_set;
mod who;
mod worker;
