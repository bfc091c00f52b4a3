use gatehouse_model::Flash;

use crate::app::{
    components::{Outcome, Tone},
    i18n::t,
};

/// What an action that signs the person out led to.
pub fn outcome(done: Flash) -> Option<Outcome> {
    let (happened, next) = match done {
        Flash::Deleted => (t!(home.done.deleted), t!(home.done.deleted_next)),
        Flash::SignedOutEverywhere => (t!(home.done.everywhere), t!(home.done.everywhere_next)),
        Flash::SignedOut => (t!(home.done.signed_out), t!(home.done.signed_out_next)),
        _ => return None,
    };
    Some(Outcome { tone: Tone::Good, happened, next })
}
