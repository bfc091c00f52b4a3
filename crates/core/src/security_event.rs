use axum::http::Extensions;
use gatehouse_model::SignInReason;

/// What an operator must be able to find later and no viewer can be told, since nobody knows whose it was (OWASP
/// "Logging", ASVS 16.3). What happens to a viewer is in `audit`. The variants cannot hold a secret.
#[derive(Clone, Copy, Debug)]
pub enum SecurityEvent {
    SignInRefused { reason: SignInReason },
    ForgedRequestRefused,
    RateLimited,
}

/// In a request's extensions: `/inside` makes it, against a session of its own. What it causes is no attack.
#[derive(Clone, Copy, Debug)]
pub struct Decoy;

impl SecurityEvent {
    /// As [`SecurityEvent::record`], for a request with these `extensions`: a decoy's event says that it is one.
    pub fn record_for(self, extensions: &Extensions) {
        if extensions.get::<Decoy>().is_some() {
            tracing::info!(target: "security", event = ?self, decoy = true, "caused by /inside itself");
        } else {
            self.record();
        }
    }

    /// Writes the event to the log, under the target `security`.
    pub fn record(self) {
        match self {
            Self::SignInRefused { reason } => {
                tracing::warn!(target: "security", event = "sign-in-refused", reason = reason.code());
            }
            Self::ForgedRequestRefused => tracing::warn!(target: "security", event = "forged-request-refused"),
            Self::RateLimited => tracing::warn!(target: "security", event = "rate-limited"),
        }
    }
}
