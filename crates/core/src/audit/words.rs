use gatehouse_model::{EventKind, Why};

/// The words of `kind` in the database and the log: what happened, and a detail that may be empty.
pub fn of(kind: EventKind) -> (&'static str, &'static str) {
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
    use gatehouse_model::EventKind;

    #[test]
    fn every_event_reads_back() {
        for kind in EventKind::each() {
            let (word, detail) = of(kind);
            assert_eq!(read(word, detail), Some(kind));
        }
    }
}
