use crate::{
    app::{
        components::{Outcome, Tone, spent},
        words::say,
    },
    model::Done,
};

/// What an act on the settings led to, where it leads back here.
pub fn outcome(done: Done) -> Option<Outcome> {
    match done {
        Done::DisconnectFailed => Some(Outcome {
            tone: Tone::Bad,
            happened: say!(settings.done.disconnect_failed),
            next: say!(settings.done.disconnect_failed_next),
        }),
        Done::Spent => Some(spent()),
        _ => None,
    }
}
