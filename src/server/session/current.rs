use std::sync::Arc;

use super::{ActiveSession, EndReason};

/// Who asks. Looked up once a request and put into its extensions.
#[derive(Clone, Debug)]
pub enum CurrentSession {
    /// No cookie.
    Nobody,
    SignedIn(Arc<ActiveSession>),
    /// A cookie whose session is gone, and why.
    Gone(EndReason),
    /// A cookie that stands for nothing.
    Unknown,
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

    /// Whether open pages may stay open. A rotated id has a successor in this very browser.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.is_signed_in() || self.is_rotated()
    }

    /// Whether this browser has a newer id by now.
    #[must_use]
    pub fn is_rotated(&self) -> bool {
        matches!(self, Self::Gone(EndReason::Rotated))
    }

    /// Whether the cookie serves nobody any more.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        match self {
            Self::Nobody | Self::SignedIn(_) => false,
            Self::Gone(reason) => *reason != EndReason::Rotated,
            Self::Unknown => true,
        }
    }
}
