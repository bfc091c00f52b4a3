use gatehouse_model::Why;

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
    /// The viewer disconnected GitHub.
    Disconnected,
    /// From the operator's command line.
    Operator,
}

impl EndReason {
    const ALL: [Self; 9] = [
        Self::Rotated,
        Self::SignedOut,
        Self::Idle,
        Self::Absolute,
        Self::Ended,
        Self::Cap,
        Self::GrantDead,
        Self::Disconnected,
        Self::Operator,
    ];

    /// The word in the database: that of the sign-in page, where it has one.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rotated => "rotated",
            Self::SignedOut => "signed-out",
            other => other.why().code(),
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
            Self::Disconnected => Why::Disconnected,
            Self::Operator => Why::Operator,
        }
    }
}
