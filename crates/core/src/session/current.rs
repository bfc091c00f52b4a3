use std::sync::Arc;

use super::{ActiveSession, EndReason, SessionKey};

/// Who asks. Looked up once a request and put into its extensions.
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
    /// A cookie that stands for nothing.
    Unknown,
    /// Several cookies of one name, of which not exactly one stands. Nobody is signed in by them, and none is removed: the
    /// good one may be among them.
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

    /// The session that the browser's cookie stands or stood for.
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
    pub fn stands(&self) -> bool {
        self.is_signed_in() || self.is_rotated()
    }

    /// Whether this browser has a newer id by now.
    #[must_use]
    pub fn is_rotated(&self) -> bool {
        matches!(self, Self::Gone { reason: EndReason::Rotated, .. })
    }

    /// Whether the cookie serves nobody any more.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        match self {
            Self::Nobody | Self::SignedIn(_) | Self::Ambiguous => false,
            Self::Gone { reason, .. } => *reason != EndReason::Rotated,
            Self::Unknown => true,
        }
    }
}
