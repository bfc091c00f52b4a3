use crate::{app::components::Tone, model::Why};

/// What the page says about one reason: what happened, what it means, what to do.
pub struct Story {
    pub tone: Tone,
    pub heading: &'static str,
    pub happened: &'static str,
    pub next: &'static str,
}

/// The story of each reason; a plain visit is the reason "required" without its address.
pub fn story(why: Why) -> Story {
    use Tone::{Bad, Quiet, Warn};
    let (tone, heading, happened, next) = match why {
        Why::Required => (
            Quiet,
            "Sign in",
            "Your profile and repositories are yours alone, so we need to know who you are.",
            "GitHub asks you, not us: you type no password here.",
        ),
        Why::Denied => (
            Warn,
            "You cancelled at GitHub",
            "Nothing was shared, and nothing was kept.",
            "Sign in again, or go back to the first page.",
        ),
        Why::FlowExpired => (
            Warn,
            "That took a little long",
            "A sign-in is good for ten minutes, and this one is over. Or your browser keeps no cookies for this site.",
            "Sign in again; it usually takes seconds.",
        ),
        Why::FlowUnknown => (
            Warn,
            "This sign-in isn't open here",
            "It was begun in another browser, or it has been used already. To be safe, we stopped.",
            "Sign in again from this browser.",
        ),
        Why::BadAnswer => (
            Bad,
            "GitHub's answer didn't add up",
            "It was incomplete, or it came from somewhere else. To be safe, we stopped.",
            "Sign in again. If this comes back, tell whoever runs this site.",
        ),
        Why::CodeRefused => (
            Warn,
            "GitHub didn't accept the sign-in",
            "Its one-time code was used or out of date. Nothing was kept.",
            "Sign in again; you get a new one.",
        ),
        Why::EmailUnverified => (
            Warn,
            "GitHub wants your e-mail verified",
            "It lets nobody sign in elsewhere until the primary e-mail address is verified.",
            "Verify it at GitHub, then come back and sign in.",
        ),
        Why::Misconfigured => (
            Bad,
            "Sign-in isn't set up right",
            "GitHub doesn't accept this site's own registration. It's not your fault, and your account is fine.",
            "Try again later, or tell whoever runs this site.",
        ),
        Why::GitHubDown => (
            Bad,
            "GitHub doesn't answer right now",
            "We couldn't finish the sign-in. Nothing was kept.",
            "This usually passes within minutes. Try again.",
        ),
        Why::Idle => (
            Quiet,
            "You were away for a while",
            "A session that nobody uses ends by itself, and yours has.",
            "Sign in again to go on.",
        ),
        Why::Absolute => (
            Quiet,
            "Time to sign in afresh",
            "No session lasts for ever. Yours has reached its last day.",
            "Sign in again to go on.",
        ),
        Why::Ended => (
            Quiet,
            "You are signed out",
            "This session was ended, here or on another device.",
            "Sign in again to go on.",
        ),
        Why::Cap => (
            Quiet,
            "You signed in on many devices",
            "Only so many stay open at once. This one was used the longest time ago, so it was ended.",
            "Sign in again to go on here.",
        ),
        Why::GrantDead => (
            Warn,
            "GitHub has ended this sign-in",
            "The access you gave was withdrawn at GitHub, or it has run out.",
            "Sign in again to give it anew.",
        ),
    };
    Story { tone, heading, happened, next }
}

#[cfg(test)]
mod tests {
    use super::{Why, story};

    #[test]
    fn each_reason_has_words_of_its_own() {
        for (index, why) in Why::ALL.into_iter().enumerate() {
            let told = story(why);
            assert!(told.happened.ends_with('.') && told.next.ends_with('.'), "{why:?}");
            for other in Why::ALL.into_iter().skip(index + 1) {
                assert_ne!(told.heading, story(other).heading, "{why:?} and {other:?}");
            }
        }
    }
}
