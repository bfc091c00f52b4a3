//! A session that is over.

use super::Story;
use crate::app::components::Tone;

pub const IDLE: Story = Story {
    tone: Tone::Quiet,
    heading: "You were away for a while",
    happened: "A session that nobody uses ends by itself, and yours has.",
    next: "Sign in again to go on.",
};

pub const ABSOLUTE: Story = Story {
    tone: Tone::Quiet,
    heading: "Time to sign in afresh",
    happened: "No session lasts for ever. Yours has reached its last day.",
    next: "Sign in again to go on.",
};

pub const ENDED: Story = Story {
    tone: Tone::Quiet,
    heading: "You are signed out",
    happened: "This session was ended, here or on another device.",
    next: "Sign in again to go on.",
};

pub const CAP: Story = Story {
    tone: Tone::Quiet,
    heading: "You signed in on many devices",
    happened: "Only so many stay open at once. This one was used the longest time ago, so it was ended.",
    next: "Sign in again to go on here.",
};

pub const GRANT_DEAD: Story = Story {
    tone: Tone::Warn,
    heading: "GitHub has ended this sign-in",
    happened: "The access you gave was withdrawn at GitHub, or it has run out.",
    next: "Sign in again to give it anew.",
};

pub const DISCONNECTED: Story = Story {
    tone: Tone::Quiet,
    heading: "GitHub is disconnected",
    happened: "You withdrew this site's access, and every device was signed out.",
    next: "Sign in again if you want to give it anew.",
};

pub const OPERATOR: Story = Story {
    tone: Tone::Quiet,
    heading: "Your session was ended for you",
    happened: "Whoever runs this site has signed you out. That can be part of a repair.",
    next: "Sign in again to go on.",
};

pub const KEY_UNKNOWN: Story = Story {
    tone: Tone::Warn,
    heading: "This server can't open your session",
    happened: "Your tokens are sealed with a key it doesn't have. That happens while keys are being changed.",
    next: "Sign in again to go on, or try again in a few minutes.",
};
