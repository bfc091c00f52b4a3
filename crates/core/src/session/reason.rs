use gatehouse_model::SignInReason;

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
    TokensDead,
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
        Self::TokensDead,
        Self::Disconnected,
        Self::Operator,
    ];

    /// The word in the database: that of the sign-in page, where it has one.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rotated => "rotated",
            Self::SignedOut => "signed-out",
            other => other.sign_in_reason().code(),
        }
    }

    /// The reason behind `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// What the sign-in page says of it.
    #[must_use]
    pub fn sign_in_reason(self) -> SignInReason {
        match self {
            Self::Rotated | Self::SignedOut => SignInReason::Required,
            Self::Idle => SignInReason::Idle,
            Self::Absolute => SignInReason::Absolute,
            Self::Ended => SignInReason::Ended,
            Self::Cap => SignInReason::Cap,
            Self::TokensDead => SignInReason::TokensDead,
            Self::Disconnected => SignInReason::Disconnected,
            Self::Operator => SignInReason::Operator,
        }
    }
}
