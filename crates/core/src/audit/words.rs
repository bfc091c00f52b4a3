use gatehouse_model::{AccountEventKind, SignInReason};

/// The words of `kind` in the database and the log: what happened, and a detail that may be empty.
pub fn of(kind: AccountEventKind) -> (&'static str, &'static str) {
    match kind {
        AccountEventKind::SignedIn => ("signed-in", ""),
        AccountEventKind::SignInFailed(reason) => ("sign-in-failed", reason.code()),
        AccountEventKind::Reauthenticated => ("reauthenticated", ""),
        AccountEventKind::ReauthenticationFailed(reason) => ("reauthentication-failed", reason.code()),
        AccountEventKind::Refreshed => ("refreshed", ""),
        AccountEventKind::PairLost => ("pair-lost", ""),
        AccountEventKind::Ended(reason) => ("ended", reason.code()),
        AccountEventKind::Revoked => ("revoked", ""),
        AccountEventKind::RevocationGivenUp => ("revocation-given-up", ""),
        AccountEventKind::ScopesChanged => ("scopes-changed", ""),
        AccountEventKind::Disconnected => ("disconnected", ""),
        AccountEventKind::DisconnectFailed => ("disconnect-failed", ""),
        AccountEventKind::Exported => ("exported", ""),
        AccountEventKind::ReauthenticationRequired => ("reauthentication-required", ""),
    }
}

/// What the words stand for; none for words of another version.
pub(super) fn read(word: &str, detail: &str) -> Option<AccountEventKind> {
    let reason = || SignInReason::from_code(detail);
    Some(match word {
        "signed-in" => AccountEventKind::SignedIn,
        "sign-in-failed" => AccountEventKind::SignInFailed(reason()?),
        "reauthenticated" => AccountEventKind::Reauthenticated,
        "reauthentication-failed" => AccountEventKind::ReauthenticationFailed(reason()?),
        "refreshed" => AccountEventKind::Refreshed,
        "pair-lost" => AccountEventKind::PairLost,
        "ended" => AccountEventKind::Ended(reason()?),
        "revoked" => AccountEventKind::Revoked,
        "revocation-given-up" => AccountEventKind::RevocationGivenUp,
        "scopes-changed" => AccountEventKind::ScopesChanged,
        "disconnected" => AccountEventKind::Disconnected,
        "disconnect-failed" => AccountEventKind::DisconnectFailed,
        "exported" => AccountEventKind::Exported,
        "reauthentication-required" => AccountEventKind::ReauthenticationRequired,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{of, read};
    use gatehouse_model::AccountEventKind;

    #[test]
    fn every_event_reads_back() {
        for kind in AccountEventKind::all() {
            let (word, detail) = of(kind);
            assert_eq!(read(word, detail), Some(kind));
        }
    }
}
