use gatehouse_model::Timestamp;

use crate::{config::RefreshTiming, crypto::sha256, db::token_sets::TokenSetRow, token::SealedPair};

/// What may be done with a token set's pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PairState {
    Usable,
    /// To be refreshed; the access token may be used if that fails.
    ExpiresSoon,
    /// The access token has expired or was refused: to be refreshed.
    Spent,
    /// GitHub refused an access token that cannot be refreshed: its check decides.
    Doubtful,
    /// The access token has expired and cannot be refreshed.
    Dead,
}

impl PairState {
    /// By what GitHub said of the pair, never by the kind of application: a token without an expiry lasts.
    pub(super) fn new(row: &TokenSetRow, timing: &RefreshTiming, now: Timestamp) -> Self {
        let pair = &row.pair;
        let Some(end) = pair.access_expires_at else {
            return if row.is_refused() { Self::Doubtful } else { Self::Usable };
        };
        let (expired, refused) = (now >= end, row.is_refused());
        match (expired || refused, pair.is_renewable(now)) {
            (true, true) => Self::Spent,
            (true, false) if expired => Self::Dead,
            (true, false) => Self::Doubtful,
            (false, true) if now.0 >= end.0 - ahead(row, timing, end) => Self::ExpiresSoon,
            (false, _) => Self::Usable,
        }
    }
}

/// How many seconds before its expiry the pair is refreshed. A short-lived pair must not be refreshed at every use: it is
/// at most the last quarter of its life.
fn ahead(row: &TokenSetRow, timing: &RefreshTiming, end: Timestamp) -> i64 {
    let life = end.0 - row.received_at.0;
    (timing.ahead + jitter(&row.pair, row.generation, timing)).min(life / 4)
}

/// The same for every instance, and different for every pair.
fn jitter(pair: &SealedPair, generation: i64, timing: &RefreshTiming) -> i64 {
    let [byte, ..] = sha256(format!("{} {generation}", pair.owner.token_set_id).as_bytes());
    i64::from(byte) * timing.jitter / 255
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::PairState::{self, Dead, Doubtful, ExpiresSoon, Spent, Usable};
    use crate::{
        config::RefreshTiming,
        crypto::Sealed,
        db::token_sets::TokenSetRow,
        token::{SealedPair, TokenOwner},
    };
    use gatehouse_model::Timestamp;

    const NEVER: Option<i64> = None;

    /// At 10,000, of a pair received at 0.
    fn state(access_end: Option<i64>, refresh_end: Option<i64>, refused: bool) -> PairState {
        let pair = SealedPair {
            owner: TokenOwner::unknown("https://i", "c"),
            access: Sealed(Vec::new()),
            refresh: refresh_end.map(|_| Sealed(Vec::new())),
            access_expires_at: access_end.map(Timestamp),
            refresh_expires_at: refresh_end.map(Timestamp),
        };
        let row = TokenSetRow {
            pair,
            generation: 1,
            received_at: Timestamp(0),
            lease_owner: None,
            lease_until: 0,
            sent_at: None,
            refused_generation: i64::from(refused),
            database_now: 10_000,
        };
        PairState::new(&row, &RefreshTiming::default(), Timestamp(10_000))
    }

    #[rstest]
    #[case::never_expires(NEVER, None, false, Usable)]
    #[case::never_expires_and_was_refused(NEVER, None, true, Doubtful)]
    #[case::far_from_expiry(Some(20_000), Some(90_000), false, Usable)]
    #[case::six_minutes_and_a_second(Some(10_361), Some(90_000), false, Usable)]
    #[case::five_minutes(Some(10_300), Some(90_000), false, ExpiresSoon)]
    #[case::expired(Some(10_000), Some(90_000), false, Spent)]
    #[case::refused_before_expiry(Some(20_000), Some(90_000), true, Spent)]
    #[case::not_renewable_but_valid(Some(10_001), None, false, Usable)]
    #[case::refused_and_not_renewable(Some(10_001), None, true, Doubtful)]
    #[case::refused_and_no_longer_renewable(Some(20_000), Some(10_000), true, Doubtful)]
    #[case::expired_and_refused(Some(10_000), None, true, Dead)]
    #[case::expired_without_a_refresh_token(Some(10_000), None, false, Dead)]
    #[case::expired_like_its_refresh_token(Some(9_000), Some(10_000), false, Dead)]
    fn a_pair_is_refreshed_when_it_must_be(
        #[case] access_end: Option<i64>,
        #[case] refresh_end: Option<i64>,
        #[case] refused: bool,
        #[case] expected: PairState,
    ) {
        assert_eq!(state(access_end, refresh_end, refused), expected);
    }
}
