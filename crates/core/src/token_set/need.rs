use gatehouse_model::Timestamp;

use super::row::TokenSetRow;
use crate::{config::RefreshTiming, crypto::sha256, token::SealedPair};

/// What must happen before an access token may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    /// A new pair. Until there is one, the old access token may still serve, unless it is `spent`.
    Refresh {
        spent: bool,
    },
    /// GitHub refused a token that nothing can renew: its check decides.
    Check,
    /// The access token's time is over and nothing can renew it.
    Dead,
}

impl Need {
    /// Judged by what GitHub said of the pair, never by the kind of application: a token without an end lasts.
    pub(super) fn of(row: &TokenSetRow, timing: &RefreshTiming, now: Timestamp) -> Self {
        let pair = &row.pair;
        let Some(end) = pair.access_expires_at else {
            return if row.is_refused() { Self::Check } else { Self::Nothing };
        };
        let (over, refused) = (now >= end, row.is_refused());
        match (over || refused, pair.is_renewable(now)) {
            (true, true) => Self::Refresh { spent: true },
            (true, false) if over => Self::Dead,
            (true, false) => Self::Check,
            (false, true) if now.0 >= end.0 - ahead(row, timing, end) => Self::Refresh { spent: false },
            (false, _) => Self::Nothing,
        }
    }
}

/// How many seconds before its end the pair is renewed. A short-lived pair is not renewed at every use: at most the
/// last quarter of its life counts.
fn ahead(row: &TokenSetRow, timing: &RefreshTiming, end: Timestamp) -> i64 {
    let life = end.0 - row.received_at;
    (timing.ahead + jitter(&row.pair, row.generation, timing)).min(life / 4)
}

/// The same for every instance, and another for every pair.
fn jitter(pair: &SealedPair, generation: i64, timing: &RefreshTiming) -> i64 {
    let [byte, ..] = sha256(format!("{} {generation}", pair.owner.token_set_id).as_bytes());
    i64::from(byte) * timing.jitter / 255
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Need;
    use crate::{
        config::RefreshTiming,
        crypto::Sealed,
        token::{Owner, SealedPair},
        token_set::row::TokenSetRow,
    };
    use gatehouse_model::Timestamp;

    const LASTS: Option<i64> = None;
    const NOTHING: Need = Need::Nothing;
    const AHEAD: Need = Need::Refresh { spent: false };
    const SPENT: Need = Need::Refresh { spent: true };

    /// Received at 0 and asked at 10,000.
    fn need(access_end: Option<i64>, refresh_end: Option<i64>, refused: bool) -> Need {
        let pair = SealedPair {
            owner: Owner::unknown("https://i", "c"),
            access: Sealed(Vec::new()),
            refresh: refresh_end.map(|_| Sealed(Vec::new())),
            access_expires_at: access_end.map(Timestamp),
            refresh_expires_at: refresh_end.map(Timestamp),
        };
        let row = TokenSetRow {
            pair,
            generation: 1,
            received_at: 0,
            lease_owner: None,
            lease_until: 0,
            sent_at: None,
            refused_generation: i64::from(refused),
            database_now: 10_000,
        };
        Need::of(&row, &RefreshTiming::default(), Timestamp(10_000))
    }

    #[rstest]
    #[case::lasts(LASTS, None, false, NOTHING)]
    #[case::lasts_and_was_refused(LASTS, None, true, Need::Check)]
    #[case::far_from_its_end(Some(20_000), Some(90_000), false, NOTHING)]
    #[case::six_minutes_and_a_second(Some(10_361), Some(90_000), false, NOTHING)]
    #[case::five_minutes(Some(10_300), Some(90_000), false, AHEAD)]
    #[case::over(Some(10_000), Some(90_000), false, SPENT)]
    #[case::refused_before_its_end(Some(20_000), Some(90_000), true, SPENT)]
    #[case::cannot_be_renewed_but_serves(Some(10_001), None, false, NOTHING)]
    #[case::refused_and_cannot_be_renewed(Some(10_001), None, true, Need::Check)]
    #[case::refused_and_no_longer_renewable(Some(20_000), Some(10_000), true, Need::Check)]
    #[case::over_and_refused(Some(10_000), None, true, Need::Dead)]
    #[case::over_without_a_refresh_token(Some(10_000), None, false, Need::Dead)]
    #[case::over_like_its_refresh_token(Some(9_000), Some(10_000), false, Need::Dead)]
    fn a_pair_is_renewed_when_it_must_be(
        #[case] access_end: Option<i64>,
        #[case] refresh_end: Option<i64>,
        #[case] refused: bool,
        #[case] expected: Need,
    ) {
        assert_eq!(need(access_end, refresh_end, refused), expected);
    }
}
