use std::sync::Arc;

use gatehouse_model::SignInReason;

use super::{ActiveSession, SessionKey};

/// Whose request it is: looked up once for each request, and put into its extensions.
#[derive(Clone, Debug)]
pub enum CurrentSession {
    /// No cookie.
    Nobody,
    SignedIn(Arc<ActiveSession>),
    /// A cookie whose session is gone, and why.
    Gone {
        key: SessionKey,
        reason: EndReason,
    },
    /// A cookie that names no session.
    Unknown,
    /// Several cookies of one name, of which not exactly one names an active session. They sign nobody in, and none is
    /// removed: the good one may be among them.
    Ambiguous,
}

impl CurrentSession {
    #[must_use]
    pub fn active(&self) -> Option<&Arc<ActiveSession>> {
        if let Self::SignedIn(session) = self { Some(session) } else { None }
    }

    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.active().is_some()
    }

    /// The session that the browser's cookie names, whether active or gone.
    #[must_use]
    pub fn key(&self) -> Option<SessionKey> {
        match self {
            Self::SignedIn(session) => Some(session.key),
            Self::Gone { key, .. } => Some(*key),
            Self::Nobody | Self::Unknown | Self::Ambiguous => None,
        }
    }

    /// Whether open pages may stay open. A rotated id has a successor in this very browser.
    #[must_use]
    pub fn keeps_pages_open(&self) -> bool {
        self.is_signed_in() || self.is_rotated()
    }

    /// Whether this browser has been given a newer id.
    #[must_use]
    pub fn is_rotated(&self) -> bool {
        matches!(self, Self::Gone { reason: EndReason::Rotated, .. })
    }

    /// Whether the cookie can be removed.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        match self {
            Self::Nobody | Self::SignedIn(_) | Self::Ambiguous => false,
            Self::Gone { reason, .. } => *reason != EndReason::Rotated,
            Self::Unknown => true,
        }
    }
}

/// Why a session is gone, according to its tombstone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// The browser has a newer id. A late response must not remove its cookie.
    Rotated,
    SignedOut,
    Idle,
    Absolute,
    Ended,
    Cap,
    TokensDead,
    /// The viewer disconnected GitHub.
    Disconnected,
    /// By the operator's command line.
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

    /// The code in the database: the sign-in page's, if it has one.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Rotated => "rotated",
            Self::SignedOut => "signed-out",
            other => other.sign_in_reason().code(),
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// What the sign-in page says about it.
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
