use crate::{
    database::{Owner, SessionId, TokenSetId},
    github::Pair,
};

/// A process refreshing a token set.
///
/// GitHub's answer changes nothing for anybody else when it arrives, so `Answered` stands for the wire and for
/// memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refresher {
    Idle(Outcome),
    Claimed(Attempt),
    /// Marked, and on its way to GitHub.
    Sent(Attempt),
    /// GitHub has used the refresh token up. A crash from here to the save loses the pair.
    Answered(Attempt, Pair),
    /// `bad_refresh_token`.
    Refused(Attempt),
    /// Read the row again: same generation, nobody under way.
    GivenUp(Attempt),
}

/// What the row said when the lease was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    pub token_set: TokenSetId,
    pub session: SessionId,
    pub generation: u8,
    pub pair: Pair,
    /// Who had sent the same refresh token before.
    pub rival: Option<Owner>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    NotTried,
    Saved,
    Queued,
    /// The lease was somebody else's by the time of the mark.
    GaveWay,
    /// Refused by GitHub, and the row was not what it had been: a rival's pair, or none.
    Overtaken,
    /// The token set was dead.
    Ended,
    Crashed,
}

impl Refresher {
    /// Whether it may still save a pair for this generation of this token set.
    pub fn may_save(self, attempt: Attempt) -> bool {
        let (Self::Sent(own) | Self::Answered(own, _)) = self else { return false };
        (own.token_set, own.generation) == (attempt.token_set, attempt.generation)
    }

    pub fn attempt(self) -> Option<Attempt> {
        match self {
            Self::Idle(_) => None,
            Self::Claimed(attempt)
            | Self::Sent(attempt)
            | Self::Answered(attempt, _)
            | Self::Refused(attempt)
            | Self::GivenUp(attempt) => Some(attempt),
        }
    }
}
