use crate::model::{EventKind, Why};

/// The words of `kind` in the database and the log: what happened, and a detail that may be empty.
pub(super) fn of(kind: EventKind) -> (&'static str, &'static str) {
    match kind {
        EventKind::SignedIn => ("signed-in", ""),
        EventKind::SignInFailed(why) => ("sign-in-failed", why.code()),
        EventKind::Proved => ("proved", ""),
        EventKind::ProofRefused(why) => ("proof-refused", why.code()),
        EventKind::Refreshed => ("refreshed", ""),
        EventKind::PairLost => ("pair-lost", ""),
        EventKind::Ended(why) => ("ended", why.code()),
        EventKind::Revoked => ("revoked", ""),
        EventKind::RevocationGivenUp => ("revocation-given-up", ""),
        EventKind::ScopesChanged => ("scopes-changed", ""),
        EventKind::Disconnected => ("disconnected", ""),
        EventKind::DisconnectFailed => ("disconnect-failed", ""),
        EventKind::Exported => ("exported", ""),
        EventKind::ProofAsked => ("proof-asked", ""),
    }
}

/// What the words stand for; none for words of another version.
pub(super) fn read(word: &str, detail: &str) -> Option<EventKind> {
    let why = || Why::from_code(detail);
    Some(match word {
        "signed-in" => EventKind::SignedIn,
        "sign-in-failed" => EventKind::SignInFailed(why()?),
        "proved" => EventKind::Proved,
        "proof-refused" => EventKind::ProofRefused(why()?),
        "refreshed" => EventKind::Refreshed,
        "pair-lost" => EventKind::PairLost,
        "ended" => EventKind::Ended(why()?),
        "revoked" => EventKind::Revoked,
        "revocation-given-up" => EventKind::RevocationGivenUp,
        "scopes-changed" => EventKind::ScopesChanged,
        "disconnected" => EventKind::Disconnected,
        "disconnect-failed" => EventKind::DisconnectFailed,
        "exported" => EventKind::Exported,
        "proof-asked" => EventKind::ProofAsked,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{of, read};
    use crate::model::{EventKind, Why};

    #[test]
    fn every_event_reads_back() {
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
        let told = [EventKind::SignInFailed, EventKind::ProofRefused, EventKind::Ended];
        let told = told.into_iter().flat_map(|kind| Why::ALL.map(kind));
        for kind in plain.into_iter().chain(told) {
            let (word, detail) = of(kind);
            assert_eq!(read(word, detail), Some(kind));
        }
    }
}
