use gatehouse_model::{Flash, Why};
use leptos::prelude::*;

use crate::app::{components::Notice, page_context, story::story, words::say};

/// Why the last try to prove it did not finish.
#[component]
pub fn Hitch() -> impl IntoView {
    let known = |flash| match flash {
        Flash::Why(why) => next(why).map(|next| (story(why), next)),
        Flash::Done(_) => None,
    };
    page_context().show_flash(known).map(|(told, next)| {
        view! {
            <Notice tone=told.tone happened=say!(prove.hitch.happened, heading = told.heading)>
                <p>{told.happened}</p>
                <p>{next}</p>
            </Notice>
        }
    })
}

/// What to do. None for the reasons that end a session: they are no hitch in a proof.
fn next(why: Why) -> Option<String> {
    match why {
        Why::WrongAccount | Why::Misconfigured | Why::GitHubLimited => Some(story(why).next),
        Why::Suspended => Some(say!(prove.hitch.suspended)),
        Why::Closed => Some(say!(prove.hitch.closed)),
        Why::EmailUnverified => Some(say!(prove.hitch.verify_email)),
        Why::Denied | Why::FlowExpired | Why::FlowUnknown | Why::BadAnswer | Why::CodeRefused | Why::GitHubDown => {
            Some(say!(prove.hitch.try_again))
        }
        Why::Required
        | Why::Installed
        | Why::InstallationRequested
        | Why::Idle
        | Why::Absolute
        | Why::Ended
        | Why::Cap
        | Why::Replaced
        | Why::GrantDead
        | Why::Disconnected
        | Why::Operator
        | Why::KeyUnknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Why, next};

    #[test]
    fn what_ends_a_session_is_no_hitch_in_a_proof() {
        assert_eq!(Why::ALL.into_iter().filter(|why| next(*why).is_some()).count(), 12);
        assert!(next(Why::WrongAccount).is_some_and(|next| next.contains("your own account")));
        assert_eq!(next(Why::Idle), None);
    }
}
