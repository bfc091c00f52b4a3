use crate::{
    app::components::{Outcome, Tone},
    model::Done,
};

/// What an act that signs the person out led to.
pub const OUTCOMES: &[Outcome] = &[
    Outcome {
        done: Done::Deleted,
        tone: Tone::Good,
        happened: "Your data is deleted.",
        next: "Every session has ended. Tokens that GitHub hasn't confirmed as dead stay sealed, for a week at most.",
    },
    Outcome {
        done: Done::SignedOutEverywhere,
        tone: Tone::Good,
        happened: "You're signed out everywhere.",
        next: "Every session is gone, and GitHub is asked to end their tokens.",
    },
];
