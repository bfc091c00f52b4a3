use super::session_key::SessionKey;
use crate::model::Why;

/// What an operator must be able to find later (OWASP "Logging", ASVS 16.3). The variants cannot hold a secret.
#[derive(Clone, Copy, Debug)]
pub enum SecurityEvent {
    SignedIn {
        viewer: i64,
        session: SessionKey,
    },
    SignInRefused {
        why: Why,
    },
    /// `reason` is a word of ours; see `session::EndReason`.
    SessionEnded {
        session: SessionKey,
        reason: &'static str,
    },
    ForgedRequestRefused,
    RateLimited,
}

impl SecurityEvent {
    /// Writes the event to the log, under the target `security`.
    pub fn record(self) {
        match self {
            Self::SignedIn { viewer, session } => {
                tracing::info!(target: "security", event = "signed-in", viewer, ?session);
            }
            Self::SignInRefused { why } => {
                tracing::warn!(target: "security", event = "sign-in-refused", why = why.code());
            }
            Self::SessionEnded { session, reason } => {
                tracing::info!(target: "security", event = "session-ended", ?session, reason);
            }
            Self::ForgedRequestRefused => tracing::warn!(target: "security", event = "forged-request-refused"),
            Self::RateLimited => tracing::warn!(target: "security", event = "rate-limited"),
        }
    }
}
