use crate::model::{EventKind, Why};

/// What happened, in a sentence a person understands.
pub fn told(kind: EventKind) -> String {
    let sentence = match kind {
        EventKind::SignInFailed(why) => return because("A sign-in didn't finish", why),
        EventKind::ProofRefused(why) => return because("A proof didn't finish", why),
        EventKind::Ended(Why::Required) => "You signed out, or signed in anew in the same browser",
        EventKind::Ended(why) => return because("This session ended", why),
        EventKind::SignedIn => "You signed in",
        EventKind::Proved => "You proved at GitHub that it's you",
        EventKind::Refreshed => "GitHub renewed this session's tokens",
        EventKind::PairLost => "GitHub renewed this session's tokens, and they were lost before they could be kept",
        EventKind::Revoked => "GitHub confirmed that tokens no longer used here are dead",
        EventKind::RevocationGivenUp => {
            "GitHub didn't confirm for a week that tokens no longer used here are dead, and is no longer asked"
        }
        EventKind::ScopesChanged => "You changed what this site may ask GitHub for",
        EventKind::Disconnected => "You disconnected GitHub, on every device",
        EventKind::DisconnectFailed => "GitHub didn't confirm that it's disconnected, so nothing has changed",
        EventKind::Exported => "You downloaded your data",
        EventKind::ProofAsked => "Something was asked for that needs proof that it's you",
    };
    format!("{sentence}.")
}

fn because(happened: &str, why: Why) -> String {
    format!("{happened}: {}.", reason(why))
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::Required => "it was left alone",
        Why::Denied => "it was cancelled at GitHub",
        Why::FlowExpired => "it took longer than ten minutes",
        Why::FlowUnknown => "it was begun in another browser, or used already",
        Why::BadAnswer => "GitHub's answer didn't add up",
        Why::CodeRefused => "GitHub didn't accept its one-time code",
        Why::EmailUnverified => "GitHub wants your e-mail verified first",
        Why::Misconfigured => "GitHub doesn't accept this site's registration",
        Why::GitHubDown => "GitHub didn't answer",
        Why::Idle => "it wasn't used for too long",
        Why::Absolute => "it reached its last day",
        Why::Ended => "you ended it, here or on another device",
        Why::Cap => "a newer sign-in took its place",
        Why::GrantDead => "its access was withdrawn at GitHub, or ran out",
        Why::Disconnected => "you disconnected GitHub",
        Why::Operator => "whoever runs this site ended it",
        Why::KeyUnknown => "the server no longer has the key to its tokens",
        Why::WrongAccount => "another GitHub account came back",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{EventKind, Why, told};

    #[test]
    fn each_event_has_words_of_its_own() {
        let plain = [
            EventKind::SignedIn,
            EventKind::Proved,
            EventKind::Refreshed,
            EventKind::PairLost,
            EventKind::Revoked,
            EventKind::RevocationGivenUp,
            EventKind::ScopesChanged,
            EventKind::Disconnected,
            EventKind::DisconnectFailed,
            EventKind::Exported,
            EventKind::ProofAsked,
        ];
        let reasoned = Why::ALL
            .into_iter()
            .flat_map(|why| [EventKind::SignInFailed(why), EventKind::ProofRefused(why), EventKind::Ended(why)]);
        let sentences: Vec<String> = plain.into_iter().chain(reasoned).map(told).collect();
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
        assert_eq!(sentences.iter().collect::<HashSet<_>>().len(), sentences.len());
    }
}
