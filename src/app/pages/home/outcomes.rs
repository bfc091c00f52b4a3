use gatehouse_model::Done;

use crate::app::{
    components::{Outcome, Tone},
    words::say,
};

/// What an act that signs the person out led to.
pub fn outcome(done: Done) -> Option<Outcome> {
    let (happened, next) = match done {
        Done::Deleted => (say!(home.done.deleted), say!(home.done.deleted_next)),
        Done::SignedOutEverywhere => (say!(home.done.everywhere), say!(home.done.everywhere_next)),
        Done::SignedOut => (say!(home.done.signed_out), say!(home.done.signed_out_next)),
        _ => return None,
    };
    Some(Outcome { tone: Tone::Good, happened, next })
}
