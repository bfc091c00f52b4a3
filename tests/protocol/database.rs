use crate::{github::Pair, set::Set};

/// A session id by the order in which ids were made. One is never made twice.
pub type SessionId = u8;

/// A token set's stable id, which is also the sign-in's: a reauthentication keeps it.
pub type TokenSetId = u8;

/// A process that refreshes.
pub type Owner = u8;

pub const SESSIONS: usize = 3;
pub const TOKEN_SETS: usize = 2;

/// What is on disk, and survives every crash. Its methods are the transactions: each is one step that nothing
/// interrupts. They are in `lifecycle.rs`, `session.rs` and `token_set.rs`, as in `crates/core/src/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Database {
    /// The active ones. A pending row answers nobody and is left out.
    pub sessions: [Option<Session>; SESSIONS],
    pub tombstones: [Option<Reason>; SESSIONS],
    pub token_sets: [Option<TokenSet>; TOKEN_SETS],
    /// The revocation queue.
    pub queue: Set,
    /// How many ids were ever made. Random ones in life; what matters is that none is made twice.
    pub sessions_made: u8,
    pub token_sets_made: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Session {
    /// The sign-in it comes from: the facts that a reauthentication hands on to the next id.
    pub sign_in: TokenSetId,
    pub fresh: bool,
}

/// What a tombstone says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    Rotated,
    SignedOut,
    TokensDead,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenSet {
    pub session: SessionId,
    pub generation: u8,
    pub pair: Pair,
    pub lease: Lease,
    /// Who last said that the refresh token of this generation is on its way to GitHub.
    pub sent: Option<Owner>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lease {
    Free,
    Held(Owner),
    /// Past its date, though nobody else took it yet. Its owner may live and not know.
    RanOut(Owner),
}

impl Lease {
    pub fn owner(self) -> Option<Owner> {
        match self {
            Self::Free => None,
            Self::Held(owner) | Self::RanOut(owner) => Some(owner),
        }
    }

    pub fn is_held(self) -> bool {
        matches!(self, Self::Held(_))
    }
}

impl TokenSet {
    /// A pair's first row, or its successor's: nobody has a lease on a new generation.
    pub fn new(session: SessionId, generation: u8, pair: Pair) -> Self {
        Self { session, generation, pair, lease: Lease::Free, sent: None }
    }
}

impl Database {
    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions[usize::from(id)].as_ref()
    }

    pub fn token_set(&self, id: TokenSetId) -> Option<&TokenSet> {
        self.token_sets[usize::from(id)].as_ref()
    }

    pub fn active(&self) -> impl Iterator<Item = SessionId> {
        (0u8..).zip(&self.sessions).filter(|(_, row)| row.is_some()).map(|(id, _)| id)
    }

    /// The token set of a session, found by the session as the resolver's join does.
    pub fn token_set_of(&self, session: SessionId) -> Option<&TokenSet> {
        self.token_sets.iter().flatten().find(|token_set| token_set.session == session)
    }
}
