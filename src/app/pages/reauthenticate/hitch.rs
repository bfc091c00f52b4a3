use gatehouse_model::{Message, SignInReason};
use leptos::prelude::*;

use crate::app::{components::Notice, i18n::t, page_context, story::story};

/// Why the last try to prove it did not finish.
#[component]
pub fn Hitch() -> impl IntoView {
    let known = |flash| match flash {
        Message::SignIn(reason) => next(reason).map(|next| (story(reason), next)),
        Message::Flash(_) => None,
    };
    page_context().show_flash(known).map(|(told, next)| {
        view! {
            <Notice tone=told.tone happened=t!(reauthenticate.hitch.happened, heading = told.heading)>
                <p>{told.happened}</p>
                <p>{next}</p>
            </Notice>
        }
    })
}

/// What to do. None for the reasons that end a session: they are no hitch in a reauthentication.
fn next(reason: SignInReason) -> Option<String> {
    match reason {
        SignInReason::WrongAccount | SignInReason::Misconfigured | SignInReason::GitHubLimited => {
            Some(story(reason).next)
        }
        SignInReason::Suspended => Some(t!(reauthenticate.hitch.suspended)),
        SignInReason::Closed => Some(t!(reauthenticate.hitch.closed)),
        SignInReason::EmailUnverified => Some(t!(reauthenticate.hitch.verify_email)),
        SignInReason::Denied
        | SignInReason::FlowExpired
        | SignInReason::FlowUnknown
        | SignInReason::BadAnswer
        | SignInReason::CodeRefused
        | SignInReason::GitHubDown => Some(t!(reauthenticate.hitch.try_again)),
        SignInReason::Required
        | SignInReason::Installed
        | SignInReason::InstallationRequested
        | SignInReason::Idle
        | SignInReason::Absolute
        | SignInReason::Ended
        | SignInReason::Cap
        | SignInReason::Replaced
        | SignInReason::TokensDead
        | SignInReason::Disconnected
        | SignInReason::Operator
        | SignInReason::KeyUnknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{SignInReason, next};

    #[test]
    fn what_ends_a_session_is_no_hitch_in_a_reauthentication() {
        assert_eq!(SignInReason::ALL.into_iter().filter(|reason| next(*reason).is_some()).count(), 12);
        assert!(next(SignInReason::WrongAccount).is_some_and(|next| next.contains("your own account")));
        assert_eq!(next(SignInReason::Idle), None);
    }
}
