use gatehouse_model::Flash;

use crate::app::{
    components::{Outcome, Tone, spent},
    i18n::t,
};

/// What an action on devices led to.
pub fn outcome(done: Flash) -> Option<Outcome> {
    let (tone, happened, next) = match done {
        Flash::Ended => (Tone::Good, t!(devices.done.ended), t!(devices.done.ended_next)),
        Flash::EndedOthers => (Tone::Good, t!(devices.done.others), t!(devices.done.others_next)),
        Flash::Already => (Tone::Quiet, t!(devices.done.already), t!(devices.done.already_next)),
        Flash::Spent => return Some(spent()),
        _ => return None,
    };
    Some(Outcome { tone, happened, next })
}
