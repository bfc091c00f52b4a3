//! The texts for each reason to ask for a sign-in.

use gatehouse_model::SignInReason;

use crate::app::{components::Tone, i18n::t};

/// What happened, what it means, and what to do.
pub struct ReasonText {
    pub tone: Tone,
    pub heading: String,
    pub happened: String,
    pub next: String,
}

/// A macro, because a translation key cannot be passed as a value.
macro_rules! reason_text {
    ($tone:ident, $reason:ident) => {
        ReasonText {
            tone: Tone::$tone,
            heading: t!(sign_in.story.$reason.heading),
            happened: t!(sign_in.story.$reason.happened),
            next: t!(sign_in.story.$reason.next),
        }
    };
}

/// The text of `reason`. A visit without a reason gets that of `Required`.
pub fn reason_text(reason: SignInReason) -> ReasonText {
    match reason {
        SignInReason::Required => reason_text!(Quiet, required),
        SignInReason::Denied => reason_text!(Warn, denied),
        SignInReason::FlowExpired => reason_text!(Warn, flow_expired),
        SignInReason::FlowUnknown => reason_text!(Warn, flow_unknown),
        SignInReason::BadAnswer => reason_text!(Bad, bad_answer),
        SignInReason::CodeRefused => reason_text!(Warn, code_refused),
        SignInReason::EmailUnverified => reason_text!(Warn, email_unverified),
        SignInReason::Misconfigured => reason_text!(Bad, misconfigured),
        SignInReason::GitHubDown => reason_text!(Bad, github_down),
        SignInReason::Suspended => reason_text!(Warn, suspended),
        SignInReason::Closed => reason_text!(Warn, closed),
        SignInReason::Installed => reason_text!(Quiet, installed),
        SignInReason::InstallationRequested => reason_text!(Quiet, installation_requested),
        SignInReason::GitHubLimited => reason_text!(Warn, github_limited),
        SignInReason::Idle => reason_text!(Quiet, idle),
        SignInReason::Absolute => reason_text!(Quiet, absolute),
        SignInReason::Ended => reason_text!(Quiet, ended),
        SignInReason::Cap => reason_text!(Quiet, cap),
        SignInReason::Replaced => reason_text!(Quiet, replaced),
        SignInReason::TokensDead => reason_text!(Warn, tokens_dead),
        SignInReason::Disconnected => reason_text!(Quiet, disconnected),
        SignInReason::Operator => reason_text!(Quiet, operator),
        SignInReason::KeyUnknown => reason_text!(Warn, key_unknown),
        SignInReason::WrongAccount => reason_text!(Warn, wrong_account),
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::Language;

    use super::{SignInReason, reason_text};
    use crate::app::i18n::speak;

    #[test]
    fn each_reason_has_its_own_text() {
        speak(Language::English, || assert_distinct('.'));
        speak(Language::Japanese, || assert_distinct('。'));
    }

    fn assert_distinct(stop: char) {
        for (index, reason) in SignInReason::ALL.into_iter().enumerate() {
            let text = reason_text(reason);
            assert!(text.happened.ends_with(stop) && text.next.ends_with(stop), "{reason:?}");
            for other in SignInReason::ALL.into_iter().skip(index + 1) {
                assert_ne!(text.heading, reason_text(other).heading, "{reason:?} and {other:?}");
            }
        }
    }
}
