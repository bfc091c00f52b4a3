use gatehouse_model::{AccountEventKind, SignInReason};

use crate::app::i18n::t;

/// What happened, in a sentence a person understands.
pub fn told(kind: AccountEventKind) -> String {
    match kind {
        AccountEventKind::SignInFailed(reason) => because(t!(devices.told.sign_in_failed), reason),
        AccountEventKind::ReauthenticationFailed(reason) => because(t!(devices.told.reauthentication_failed), reason),
        AccountEventKind::Ended(SignInReason::Required) => t!(devices.told.signed_out),
        AccountEventKind::Ended(reason) => because(t!(devices.told.ended), reason),
        AccountEventKind::SignedIn => t!(devices.told.signed_in),
        AccountEventKind::Reauthenticated => t!(devices.told.reauthenticated),
        AccountEventKind::Refreshed => t!(devices.told.refreshed),
        AccountEventKind::PairLost => t!(devices.told.pair_lost),
        AccountEventKind::Revoked => t!(devices.told.revoked),
        AccountEventKind::RevocationGivenUp => t!(devices.told.revocation_given_up),
        AccountEventKind::ScopesChanged => t!(devices.told.scopes_changed),
        AccountEventKind::Disconnected => t!(devices.told.disconnected),
        AccountEventKind::DisconnectFailed => t!(devices.told.disconnect_failed),
        AccountEventKind::Exported => t!(devices.told.exported),
        AccountEventKind::ReauthenticationRequired => t!(devices.told.reauthentication_required),
    }
}

fn because(happened: String, reason: SignInReason) -> String {
    t!(devices.told.because, happened = happened, reason = ended_because(reason))
}

fn ended_because(reason: SignInReason) -> String {
    match reason {
        SignInReason::Required => t!(devices.reason.required),
        SignInReason::Denied => t!(devices.reason.denied),
        SignInReason::FlowExpired => t!(devices.reason.flow_expired),
        SignInReason::FlowUnknown => t!(devices.reason.flow_unknown),
        SignInReason::BadAnswer => t!(devices.reason.bad_answer),
        SignInReason::CodeRefused => t!(devices.reason.code_refused),
        SignInReason::EmailUnverified => t!(devices.reason.email_unverified),
        SignInReason::Misconfigured => t!(devices.reason.misconfigured),
        SignInReason::GitHubDown => t!(devices.reason.github_down),
        SignInReason::Suspended => t!(devices.reason.suspended),
        SignInReason::Closed => t!(devices.reason.closed),
        SignInReason::Installed => t!(devices.reason.installed),
        SignInReason::InstallationRequested => t!(devices.reason.installation_requested),
        SignInReason::GitHubLimited => t!(devices.reason.github_limited),
        SignInReason::Idle => t!(devices.reason.idle),
        SignInReason::Absolute => t!(devices.reason.absolute),
        SignInReason::Ended => t!(devices.reason.ended),
        SignInReason::Cap => t!(devices.reason.cap),
        SignInReason::Replaced => t!(devices.reason.replaced),
        SignInReason::TokensDead => t!(devices.reason.tokens_dead),
        SignInReason::Disconnected => t!(devices.reason.disconnected),
        SignInReason::Operator => t!(devices.reason.operator),
        SignInReason::KeyUnknown => t!(devices.reason.key_unknown),
        SignInReason::WrongAccount => t!(devices.reason.wrong_account),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{AccountEventKind, told};

    #[test]
    fn each_event_has_words_of_its_own() {
        let sentences: Vec<String> = AccountEventKind::all().into_iter().map(told).collect();
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
        assert_eq!(sentences.iter().collect::<HashSet<_>>().len(), sentences.len());
    }
}
