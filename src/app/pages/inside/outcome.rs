use gatehouse_model::{Attempt, AttemptOutcome};

/// `GET /auth/status` where a session stands.
pub const STANDS: u16 = 204;

/// What an outcome says about this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The attempt came to nothing.
    LiveToken,
    /// It did not go as it should.
    Failed,
    /// There was no session to steal, so it proves nothing.
    Unclear,
}

/// What the statuses amount to. A refusal that took the session with it is none.
pub fn verdict(outcome: AttemptOutcome) -> Verdict {
    let AttemptOutcome { attempt, before, answer, after } = outcome;
    let refused = match attempt {
        Attempt::Forged => answer == 403 && after == before,
        Attempt::Replayed => answer == 303 && after != STANDS,
    };
    match (refused, before == STANDS) {
        (false, _) => Verdict::Failed,
        (true, false) => Verdict::Unclear,
        (true, true) => Verdict::LiveToken,
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, verdict};
    use gatehouse_model::{Attempt, AttemptOutcome};

    #[test]
    fn an_attack_that_worked_is_not_called_refused() {
        let of = |attempt, before, answer, after| verdict(AttemptOutcome { attempt, before, answer, after });
        assert_eq!(of(Attempt::Forged, 204, 403, 204), Verdict::LiveToken);
        assert_eq!(of(Attempt::Forged, 204, 303, 204), Verdict::Failed);
        assert_eq!(of(Attempt::Forged, 204, 500, 204), Verdict::Failed);
        assert_eq!(of(Attempt::Forged, 204, 403, 401), Verdict::Failed);
        assert_eq!(of(Attempt::Replayed, 204, 303, 401), Verdict::LiveToken);
        assert_eq!(of(Attempt::Replayed, 204, 200, 401), Verdict::Failed);
        assert_eq!(of(Attempt::Replayed, 204, 303, 204), Verdict::Failed);
    }

    #[test]
    fn without_a_session_nothing_is_reauthenticated() {
        let of = |attempt, before, answer, after| verdict(AttemptOutcome { attempt, before, answer, after });
        assert_eq!(of(Attempt::Forged, 401, 403, 401), Verdict::Unclear);
        assert_eq!(of(Attempt::Forged, 401, 204, 401), Verdict::Failed);
        assert_eq!(of(Attempt::Replayed, 401, 303, 401), Verdict::Unclear);
    }
}
