//! A sign-in, or a proof, that came to nothing.

use super::Story;
use crate::app::components::Tone;

pub const DENIED: Story = Story {
    tone: Tone::Warn,
    heading: "You cancelled at GitHub",
    happened: "Nothing was shared, and nothing was kept.",
    next: "Sign in again, or go back to the first page.",
};

pub const FLOW_EXPIRED: Story = Story {
    tone: Tone::Warn,
    heading: "That took a little long",
    happened: "You have ten minutes at GitHub, and they were over. Or your browser keeps no cookies for this site.",
    next: "Sign in again; it usually takes seconds.",
};

pub const FLOW_UNKNOWN: Story = Story {
    tone: Tone::Warn,
    heading: "This sign-in isn't open here",
    happened: "It was begun in another browser, or it has been used already. To be safe, we stopped.",
    next: "Sign in again from this browser.",
};

pub const BAD_ANSWER: Story = Story {
    tone: Tone::Bad,
    heading: "GitHub's answer didn't add up",
    happened: "It was incomplete, or it came from somewhere else. To be safe, we stopped.",
    next: "Sign in again. If this comes back, tell whoever runs this site.",
};

pub const CODE_REFUSED: Story = Story {
    tone: Tone::Warn,
    heading: "GitHub didn't accept the sign-in",
    happened: "Its one-time code was used or out of date. Nothing was kept.",
    next: "Sign in again; you get a new one.",
};

pub const EMAIL_UNVERIFIED: Story = Story {
    tone: Tone::Warn,
    heading: "GitHub wants your e-mail verified",
    happened: "It lets nobody sign in elsewhere until the primary e-mail address is verified.",
    next: "Verify it at GitHub, then come back and sign in.",
};

pub const MISCONFIGURED: Story = Story {
    tone: Tone::Bad,
    heading: "Sign-in isn't set up right",
    happened: "GitHub doesn't accept this site's own registration. It's not your fault, and your account is fine.",
    next: "Try again later, or tell whoever runs this site.",
};

pub const GITHUB_DOWN: Story = Story {
    tone: Tone::Bad,
    heading: "GitHub doesn't answer right now",
    happened: "We couldn't finish the sign-in. Nothing was kept.",
    next: "This usually passes within minutes. Try again.",
};

pub const WRONG_ACCOUNT: Story = Story {
    tone: Tone::Warn,
    heading: "That was another GitHub account",
    happened: "To prove it's you, the account must be the one you are signed in with. Nothing has changed.",
    next: "Try again, and choose your own account at GitHub.",
};
