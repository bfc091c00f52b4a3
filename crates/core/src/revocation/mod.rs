//! The queue of pairs to kill at GitHub, and its worker.
//!
//! A pair without an owner goes here in the transaction that takes its owner, so GitHub being down delays nobody. The
//! worker revokes that pair and never the whole grant, which would sign the person's other devices out as well.

mod kill;
mod queue;
mod turn;
mod worker;

pub use queue::{Kept, cancel, queue_kept, queue_pair, queue_token_set_of};
pub use worker::Revocations;
