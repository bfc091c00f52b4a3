use serde::{Deserialize, Serialize};

use super::Timestamp;

/// A sensitive action: done only in a session whose viewer proved within minutes that it is them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SensitiveAction {
    /// End one other device.
    EndDevice {
        /// [`Device::id`](super::Device::id).
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
    /// Ask GitHub for more, or give it back.
    Scopes {
        /// [`ORGANIZATIONS`] too, or not.
        organizations: bool,
    },
}

/// What a token needs to name the organisations its owner belongs to (GitHub "Scopes for OAuth apps").
pub const ORGANIZATIONS: &str = "read:org";

impl SensitiveAction {
    /// Where its form goes.
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

    /// Whether what comes of it is a file.
    #[must_use]
    pub fn downloads(&self) -> bool {
        matches!(self, Self::Export)
    }

    /// The method of its form: a download reads, everything else changes something.
    #[must_use]
    pub fn method(&self) -> &'static str {
        if self.downloads() { "get" } else { "post" }
    }

    /// Name and value of the field its form has, if it has one.
    #[must_use]
    pub fn field(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::EndDevice { id, .. } => Some(("device", id)),
            Self::Scopes { organizations: true } => Some(("organizations", "yes")),
            Self::Scopes { organizations: false } => Some(("organizations", "no")),
            _ => None,
        }
    }

    /// The device it names, if it does.
    #[must_use]
    pub fn device(&self) -> Option<&str> {
        if let Self::EndDevice { id, .. } = self { Some(id) } else { None }
    }

    /// Whether it ends or deletes what is kept here only, so that GitHub has no part in it.
    #[must_use]
    pub fn is_ours_alone(&self) -> bool {
        matches!(self, Self::EndDevice { .. } | Self::EndOthers | Self::EndAll | Self::DeleteData)
    }

    /// Whether it ends, deletes or withdraws something.
    #[must_use]
    pub fn takes_away(&self) -> bool {
        !matches!(self, Self::Export | Self::Scopes { .. })
    }
}

/// An action that waits for a reauthentication, or for the viewer to confirm it after one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingAction {
    /// Goes back with the form and can be spent once.
    pub nonce: String,
    pub action: SensitiveAction,
}

/// Everything `/reauthenticate` shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reauthentication {
    pub waiting: Option<PendingAction>,
    /// The server's clock at this answer.
    pub now: Timestamp,
    /// Until when the session counts as fresh, if it does.
    pub fresh_until: Option<Timestamp>,
}
