//! What is said about each reason to stand before a page instead of on it.

mod over;
mod unfinished;

use crate::{app::components::Tone, model::Why};

/// One reason in words: what happened, what it means, what to do.
pub struct Story {
    pub tone: Tone,
    pub heading: &'static str,
    pub happened: &'static str,
    pub next: &'static str,
}

const REQUIRED: Story = Story {
    tone: Tone::Quiet,
    heading: "Sign in",
    happened: "Your profile and repositories are yours alone, so we need to know who you are.",
    next: "GitHub asks you, not us: you type no password here.",
};

/// The story of each reason; a plain visit is the reason "required" without its address.
pub fn story(why: Why) -> &'static Story {
    match why {
        Why::Required => &REQUIRED,
        Why::Denied => &unfinished::DENIED,
        Why::FlowExpired => &unfinished::FLOW_EXPIRED,
        Why::FlowUnknown => &unfinished::FLOW_UNKNOWN,
        Why::BadAnswer => &unfinished::BAD_ANSWER,
        Why::CodeRefused => &unfinished::CODE_REFUSED,
        Why::EmailUnverified => &unfinished::EMAIL_UNVERIFIED,
        Why::Misconfigured => &unfinished::MISCONFIGURED,
        Why::GitHubDown => &unfinished::GITHUB_DOWN,
        Why::Idle => &over::IDLE,
        Why::Absolute => &over::ABSOLUTE,
        Why::Ended => &over::ENDED,
        Why::Cap => &over::CAP,
        Why::GrantDead => &over::GRANT_DEAD,
        Why::Disconnected => &over::DISCONNECTED,
        Why::Operator => &over::OPERATOR,
        Why::KeyUnknown => &over::KEY_UNKNOWN,
        Why::WrongAccount => &unfinished::WRONG_ACCOUNT,
    }
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
