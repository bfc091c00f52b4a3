//! What is said about each reason to stand before a page instead of on it.

use gatehouse_model::SignInReason;

use crate::app::{components::Tone, i18n::t};

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
            heading: t!(sign_in.story.$reason.heading),
            happened: t!(sign_in.story.$reason.happened),
            next: t!(sign_in.story.$reason.next),
        }
    };
}

/// The story of each reason; a plain visit is the reason "required" without its address.
pub fn story(reason: SignInReason) -> Story {
    match reason {
        SignInReason::Required => told!(Quiet, required),
        SignInReason::Denied => told!(Warn, denied),
        SignInReason::FlowExpired => told!(Warn, flow_expired),
        SignInReason::FlowUnknown => told!(Warn, flow_unknown),
        SignInReason::BadAnswer => told!(Bad, bad_answer),
        SignInReason::CodeRefused => told!(Warn, code_refused),
        SignInReason::EmailUnverified => told!(Warn, email_unverified),
        SignInReason::Misconfigured => told!(Bad, misconfigured),
        SignInReason::GitHubDown => told!(Bad, github_down),
        SignInReason::Suspended => told!(Warn, suspended),
        SignInReason::Closed => told!(Warn, closed),
        SignInReason::Installed => told!(Quiet, installed),
        SignInReason::InstallationRequested => told!(Quiet, installation_requested),
        SignInReason::GitHubLimited => told!(Warn, github_limited),
        SignInReason::Idle => told!(Quiet, idle),
        SignInReason::Absolute => told!(Quiet, absolute),
        SignInReason::Ended => told!(Quiet, ended),
        SignInReason::Cap => told!(Quiet, cap),
        SignInReason::Replaced => told!(Quiet, replaced),
        SignInReason::TokensDead => told!(Warn, tokens_dead),
        SignInReason::Disconnected => told!(Quiet, disconnected),
        SignInReason::Operator => told!(Quiet, operator),
        SignInReason::KeyUnknown => told!(Warn, key_unknown),
        SignInReason::WrongAccount => told!(Warn, wrong_account),
    }
}

#[cfg(test)]
mod tests {
    use super::{SignInReason, story};
    use crate::app::i18n::in_language;
    use gatehouse_model::Language;

    #[test]
    fn each_reason_has_words_of_its_own() {
        in_language(Language::English, || tell_apart('.'));
        in_language(Language::Japanese, || tell_apart('。'));
    }

    fn tell_apart(stop: char) {
        for (index, reason) in SignInReason::ALL.into_iter().enumerate() {
            let told = story(reason);
            assert!(told.happened.ends_with(stop) && told.next.ends_with(stop), "{reason:?}");
            for other in SignInReason::ALL.into_iter().skip(index + 1) {
                assert_ne!(told.heading, story(other).heading, "{reason:?} and {other:?}");
            }
        }
    }
}
