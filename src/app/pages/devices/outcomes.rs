use gatehouse_model::Done;

use crate::app::{
    components::{Outcome, Tone, spent},
    words::say,
};

/// What an act on devices led to.
pub fn outcome(done: Done) -> Option<Outcome> {
    let (tone, happened, next) = match done {
        Done::Ended => (Tone::Good, say!(devices.done.ended), say!(devices.done.ended_next)),
        Done::EndedOthers => (Tone::Good, say!(devices.done.others), say!(devices.done.others_next)),
        Done::Already => (Tone::Quiet, say!(devices.done.already), say!(devices.done.already_next)),
        Done::Spent => return Some(spent()),
        _ => return None,
    };
    Some(Outcome { tone, happened, next })
}
