use gatehouse_model::{EventKind, Why};

use crate::app::words::say;

/// What happened, in a sentence a person understands.
pub fn told(kind: EventKind) -> String {
    match kind {
        EventKind::SignInFailed(why) => because(say!(devices.told.sign_in_failed), why),
        EventKind::ProofRefused(why) => because(say!(devices.told.proof_refused), why),
        EventKind::Ended(Why::Required) => say!(devices.told.signed_out),
        EventKind::Ended(why) => because(say!(devices.told.ended), why),
        EventKind::SignedIn => say!(devices.told.signed_in),
        EventKind::Proved => say!(devices.told.proved),
        EventKind::Refreshed => say!(devices.told.refreshed),
        EventKind::PairLost => say!(devices.told.pair_lost),
        EventKind::Revoked => say!(devices.told.revoked),
        EventKind::RevocationGivenUp => say!(devices.told.revocation_given_up),
        EventKind::ScopesChanged => say!(devices.told.scopes_changed),
        EventKind::Disconnected => say!(devices.told.disconnected),
        EventKind::DisconnectFailed => say!(devices.told.disconnect_failed),
        EventKind::Exported => say!(devices.told.exported),
        EventKind::ProofAsked => say!(devices.told.proof_asked),
    }
}

fn because(happened: String, why: Why) -> String {
    say!(devices.told.because, happened = happened, reason = reason(why))
}

fn reason(why: Why) -> String {
    match why {
        Why::Required => say!(devices.reason.required),
        Why::Denied => say!(devices.reason.denied),
        Why::FlowExpired => say!(devices.reason.flow_expired),
        Why::FlowUnknown => say!(devices.reason.flow_unknown),
        Why::BadAnswer => say!(devices.reason.bad_answer),
        Why::CodeRefused => say!(devices.reason.code_refused),
        Why::EmailUnverified => say!(devices.reason.email_unverified),
        Why::Misconfigured => say!(devices.reason.misconfigured),
        Why::GitHubDown => say!(devices.reason.github_down),
        Why::Suspended => say!(devices.reason.suspended),
        Why::Closed => say!(devices.reason.closed),
        Why::Installed => say!(devices.reason.installed),
        Why::InstallationRequested => say!(devices.reason.installation_requested),
        Why::GitHubLimited => say!(devices.reason.github_limited),
        Why::Idle => say!(devices.reason.idle),
        Why::Absolute => say!(devices.reason.absolute),
        Why::Ended => say!(devices.reason.ended),
        Why::Cap => say!(devices.reason.cap),
        Why::Replaced => say!(devices.reason.replaced),
        Why::GrantDead => say!(devices.reason.grant_dead),
        Why::Disconnected => say!(devices.reason.disconnected),
        Why::Operator => say!(devices.reason.operator),
        Why::KeyUnknown => say!(devices.reason.key_unknown),
        Why::WrongAccount => say!(devices.reason.wrong_account),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{EventKind, told};

    #[test]
    fn each_event_has_words_of_its_own() {
        let sentences: Vec<String> = EventKind::each().into_iter().map(told).collect();
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
        assert_eq!(sentences.iter().collect::<HashSet<_>>().len(), sentences.len());
    }
}
