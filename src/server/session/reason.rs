use crate::model::Why;

/// What a tombstone says of its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// The browser has a newer id: keep its cookie, a late answer must not remove the new one.
    Rotated,
    SignedOut,
    Idle,
    Absolute,
    Ended,
    Cap,
    GrantDead,
}

impl EndReason {
    const ALL: [Self; 7] =
        [Self::Rotated, Self::SignedOut, Self::Idle, Self::Absolute, Self::Ended, Self::Cap, Self::GrantDead];

    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rotated => "rotated",
            Self::SignedOut => "signed-out",
            Self::Idle => "idle",
            Self::Absolute => "absolute",
            Self::Ended => "ended",
            Self::Cap => "cap",
            Self::GrantDead => "grant-dead",
        }
    }

    /// The reason behind `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// What the sign-in page says of it.
    #[must_use]
    pub fn why(self) -> Why {
        match self {
            Self::Rotated | Self::SignedOut => Why::Required,
            Self::Idle => Why::Idle,
            Self::Absolute => Why::Absolute,
            Self::Ended => Why::Ended,
            Self::Cap => Why::Cap,
            Self::GrantDead => Why::GrantDead,
        }
    }
}
