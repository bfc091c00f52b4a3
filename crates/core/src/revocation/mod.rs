//! The queue of pairs to kill at GitHub, and its worker.
//!
//! A pair without an owner goes here in the transaction that takes its owner, so GitHub being down delays nobody. The
//! worker kills that pair and never the whole grant, which would sign the person's other devices out as well.

mod kill;
mod queue;
mod turn;
mod worker;

pub use queue::{Kept, cancel, queue_grant_of, queue_kept, queue_pair};
pub use worker::Revocations;
