use crate::{
    app::components::{Outcome, SPENT, Tone},
    model::Done,
};

/// What an act on the settings led to, where it leads back here.
pub const OUTCOMES: &[Outcome] = &[
    Outcome {
        done: Done::DisconnectFailed,
        tone: Tone::Bad,
        happened: "GitHub didn't confirm it.",
        next: "Nothing has changed: you're still signed in and connected. Try again.",
    },
    SPENT,
];
