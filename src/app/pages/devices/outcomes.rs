use crate::{
    app::components::{Outcome, SPENT, Tone},
    model::Done,
};

/// What an act on devices led to.
pub const OUTCOMES: &[Outcome] = &[
    Outcome {
        done: Done::Ended,
        tone: Tone::Good,
        happened: "That device is signed out.",
        next: "Its session is gone, and GitHub is asked to end its tokens.",
    },
    Outcome {
        done: Done::EndedOthers,
        tone: Tone::Good,
        happened: "Every other device is signed out.",
        next: "Their sessions are gone, and GitHub is asked to end their tokens.",
    },
    Outcome { done: Done::Already, tone: Tone::Quiet, happened: "It was ended already.", next: "Nothing has changed." },
    SPENT,
];
