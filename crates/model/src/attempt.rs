/// What a thief would try, run against a throwaway session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// A page on another site sends a form in the victim's browser.
    Forged,
    /// A cookie that was copied before the session ended.
    Replayed,
}

impl Attempt {
    /// Every one, in the order the page shows them.
    pub const ALL: [Self; 2] = [Self::Forged, Self::Replayed];

    /// The word in the form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Forged => "forged",
            Self::Replayed => "replayed",
        }
    }

    /// The attempt named `code`, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attempt| attempt.code() == code)
    }
}

/// How an attempt went, in the HTTP statuses our own router gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub attempt: Attempt,
    /// `GET /auth/status` with the throwaway session, before: 204 where it stands.
    pub before: u16,
    /// What the attempt got.
    pub answer: u16,
    /// `GET /auth/status` again, after.
    pub after: u16,
}
