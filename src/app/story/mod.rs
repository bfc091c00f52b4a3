//! What is said about each reason to stand before a page instead of on it.

use gatehouse_model::Why;

use crate::app::{components::Tone, words::say};

/// One reason in words: what happened, what it means, what to do.
pub struct Story {
    pub tone: Tone,
    pub heading: String,
    pub happened: String,
    pub next: String,
}

/// The words that `sign_in.story` has for a reason. A macro, because a key is a name and no value.
macro_rules! told {
    ($tone:ident, $reason:ident) => {
        Story {
            tone: Tone::$tone,
            heading: say!(sign_in.story.$reason.heading),
            happened: say!(sign_in.story.$reason.happened),
            next: say!(sign_in.story.$reason.next),
        }
    };
}

/// The story of each reason; a plain visit is the reason "required" without its address.
pub fn story(why: Why) -> Story {
    match why {
        Why::Required => told!(Quiet, required),
        Why::Denied => told!(Warn, denied),
        Why::FlowExpired => told!(Warn, flow_expired),
        Why::FlowUnknown => told!(Warn, flow_unknown),
        Why::BadAnswer => told!(Bad, bad_answer),
        Why::CodeRefused => told!(Warn, code_refused),
        Why::EmailUnverified => told!(Warn, email_unverified),
        Why::Misconfigured => told!(Bad, misconfigured),
        Why::GitHubDown => told!(Bad, github_down),
        Why::Suspended => told!(Warn, suspended),
        Why::Closed => told!(Warn, closed),
        Why::Installed => told!(Quiet, installed),
        Why::InstallationRequested => told!(Quiet, installation_requested),
        Why::GitHubLimited => told!(Warn, github_limited),
        Why::Idle => told!(Quiet, idle),
        Why::Absolute => told!(Quiet, absolute),
        Why::Ended => told!(Quiet, ended),
        Why::Cap => told!(Quiet, cap),
        Why::Replaced => told!(Quiet, replaced),
        Why::GrantDead => told!(Warn, grant_dead),
        Why::Disconnected => told!(Quiet, disconnected),
        Why::Operator => told!(Quiet, operator),
        Why::KeyUnknown => told!(Warn, key_unknown),
        Why::WrongAccount => told!(Warn, wrong_account),
    }
}

#[cfg(test)]
mod tests {
    use super::{Why, story};
    use crate::app::words::in_language;
    use gatehouse_model::Language;

    #[test]
    fn each_reason_has_words_of_its_own() {
        in_language(Language::English, || tell_apart('.'));
        in_language(Language::Japanese, || tell_apart('。'));
    }

    fn tell_apart(stop: char) {
        for (index, why) in Why::ALL.into_iter().enumerate() {
            let told = story(why);
            assert!(told.happened.ends_with(stop) && told.next.ends_with(stop), "{why:?}");
            for other in Why::ALL.into_iter().skip(index + 1) {
                assert_ne!(told.heading, story(other).heading, "{why:?} and {other:?}");
            }
        }
    }
}
