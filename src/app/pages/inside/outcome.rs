use crate::{
    app::query::value,
    model::{Attempt, Outcome},
};

/// `GET /auth/status` where a session stands.
pub const STANDS: u16 = 204;

/// What an outcome says about this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The attempt came to nothing.
    Held,
    /// It did not go as it should.
    Failed,
    /// There was no session to steal, so it proves nothing.
    Unclear,
}

/// The outcome in the address, as `/inside/try` writes it. One with a part missing, or that is no HTTP status, is none.
pub fn read(query: &str) -> Option<Outcome> {
    let status = |name: &str| -> Option<u16> {
        value(query, name)?.parse::<u16>().ok().filter(|status| (100..=599).contains(status))
    };
    Some(Outcome {
        attempt: Attempt::from_code(&value(query, "tried")?)?,
        before: status("before")?,
        answer: status("answer")?,
        after: status("after")?,
    })
}

/// What the statuses amount to. A refusal that took the session with it is none.
pub fn verdict(outcome: Outcome) -> Verdict {
    let Outcome { attempt, before, answer, after } = outcome;
    let refused = match attempt {
        Attempt::Forged => answer == 403 && after == before,
        Attempt::Replayed => answer == 303 && after != STANDS,
    };
    match (refused, before == STANDS) {
        (false, _) => Verdict::Failed,
        (true, false) => Verdict::Unclear,
        (true, true) => Verdict::Held,
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, read, verdict};
    use crate::model::{Attempt, Outcome};

    #[test]
    fn an_outcome_is_read_from_the_address() {
        let outcome = Outcome { attempt: Attempt::Forged, before: 204, answer: 403, after: 204 };
        assert_eq!(read("tried=forged&before=204&answer=403&after=204"), Some(outcome));
        let outcome = Outcome { attempt: Attempt::Replayed, before: 204, answer: 303, after: 401 };
        assert_eq!(read("after=401&answer=303&before=204&tried=replayed"), Some(outcome));
    }

    #[test]
    fn nonsense_is_no_outcome() {
        let queries = [
            "",
            "tried=forged",
            "tried=theft&before=204&answer=403&after=204",
            "tried=forged&before=204&answer=403",
            "tried=forged&before=204&answer=&after=204",
            "tried=forged&before=204&answer=99&after=204",
            "tried=forged&before=204&answer=600&after=204",
            "tried=forged&before=204&answer=65939&after=204",
            "tried=forged&before=204&answer=-403&after=204",
            "tried=forged&before=204&answer=403x&after=204",
            "tried=forged&before=204&answer=%3Cb%3E&after=204",
        ];
        for query in queries {
            assert_eq!(read(query), None, "{query}");
        }
    }

    #[test]
    fn an_attack_that_worked_is_not_called_refused() {
        let of = |attempt, before, answer, after| verdict(Outcome { attempt, before, answer, after });
        assert_eq!(of(Attempt::Forged, 204, 403, 204), Verdict::Held);
        assert_eq!(of(Attempt::Forged, 204, 303, 204), Verdict::Failed);
        assert_eq!(of(Attempt::Forged, 204, 500, 204), Verdict::Failed);
        assert_eq!(of(Attempt::Forged, 204, 403, 401), Verdict::Failed);
        assert_eq!(of(Attempt::Replayed, 204, 303, 401), Verdict::Held);
        assert_eq!(of(Attempt::Replayed, 204, 200, 401), Verdict::Failed);
        assert_eq!(of(Attempt::Replayed, 204, 303, 204), Verdict::Failed);
    }

    #[test]
    fn without_a_session_nothing_is_proved() {
        let of = |attempt, before, answer, after| verdict(Outcome { attempt, before, answer, after });
        assert_eq!(of(Attempt::Forged, 401, 403, 401), Verdict::Unclear);
        assert_eq!(of(Attempt::Forged, 401, 204, 401), Verdict::Failed);
        assert_eq!(of(Attempt::Replayed, 401, 303, 401), Verdict::Unclear);
    }
}
