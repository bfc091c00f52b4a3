use serde::{Deserialize, Serialize};

use super::Timestamp;

/// An action that needs a fresh session: one whose viewer signed in or reauthenticated within the last minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SensitiveAction {
    /// End one other device.
    EndDevice {
        /// See [`Device::id`](super::Device::id).
        id: String,
        /// For example `Firefox on Linux`.
        browser: String,
    },
    EndOthers,
    /// This device as well.
    EndAll,
    /// Delete the authorisation at GitHub, for every device.
    Disconnect,
    Export,
    DeleteData,
    /// Request an optional scope from GitHub, or give it up.
    Scopes {
        /// Whether to include [`ORGANIZATIONS`].
        organizations: bool,
    },
}

/// The scope that lists the organisations somebody belongs to (GitHub "Scopes for OAuth apps").
pub const ORGANIZATIONS: &str = "read:org";

impl SensitiveAction {
    /// Where its form is submitted.
    #[must_use]
    pub fn path(&self) -> &'static str {
        match self {
            Self::EndDevice { .. } => "/devices/end",
            Self::EndOthers => "/devices/end-others",
            Self::EndAll => "/devices/end-all",
            Self::Disconnect => "/settings/disconnect",
            Self::Export => "/settings/export.json",
            Self::DeleteData => "/settings/delete-data",
            Self::Scopes { .. } => "/settings/scopes",
        }
    }

    /// Whether it answers with a file.
    #[must_use]
    pub fn downloads(&self) -> bool {
        matches!(self, Self::Export)
    }

    /// The method of its form: only a download is a GET.
    #[must_use]
    pub fn method(&self) -> &'static str {
        if self.downloads() { "get" } else { "post" }
    }

    /// Name and value of its form's field, if it has one.
    #[must_use]
    pub fn field(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::EndDevice { id, .. } => Some(("device", id)),
            Self::Scopes { organizations: true } => Some(("organizations", "yes")),
            Self::Scopes { organizations: false } => Some(("organizations", "no")),
            _ => None,
        }
    }

    /// The device it is about, if any.
    #[must_use]
    pub fn device(&self) -> Option<&str> {
        if let Self::EndDevice { id, .. } = self { Some(id) } else { None }
    }

    /// Whether it only ends or deletes local state, without involving GitHub.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self, Self::EndDevice { .. } | Self::EndOthers | Self::EndAll | Self::DeleteData)
    }

    /// Whether it ends, deletes or withdraws something.
    #[must_use]
    pub fn is_destructive(&self) -> bool {
        !matches!(self, Self::Export | Self::Scopes { .. })
    }
}

/// An action waiting for a reauthentication, or for the viewer to confirm it after one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingAction {
    /// Submitted with the form; good for one use.
    pub nonce: String,
    pub action: SensitiveAction,
}

/// Everything `/reauthenticate` shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reauthentication {
    pub waiting: Option<PendingAction>,
    /// The server's clock when it answered.
    pub now: Timestamp,
    /// Until when the session counts as fresh, if it does.
    pub fresh_until: Option<Timestamp>,
}

/// An attack that `/inside` demonstrates against a throwaway session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// A page on another site submits a form in the victim's browser.
    Forged,
    /// A session cookie copied before the session ended is used again.
    Replayed,
}

impl Attempt {
    /// In page order.
    pub const ALL: [Self; 2] = [Self::Forged, Self::Replayed];

    /// Its name in the form.
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

/// How an attempt went, as the HTTP statuses our own router returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptOutcome {
    pub attempt: Attempt,
    /// `GET /auth/status` with the throwaway session beforehand: 204 while it is valid.
    pub before: u16,
    /// The response to the attempt.
    pub answer: u16,
    /// `GET /auth/status` again afterwards.
    pub after: u16,
}
