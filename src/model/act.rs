use serde::{Deserialize, Serialize};

use super::Moment;

/// A sensitive act: done only in a session whose viewer proved within minutes that it is them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
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
}

impl Act {
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
        }
    }

    /// The method of its form: a download reads, everything else changes something.
    #[must_use]
    pub fn method(&self) -> &'static str {
        if matches!(self, Self::Export) { "get" } else { "post" }
    }

    /// The device its form names, if it does.
    #[must_use]
    pub fn device(&self) -> Option<&str> {
        if let Self::EndDevice { id, .. } = self { Some(id) } else { None }
    }
}

/// An act that waits for a proof, or for the viewer to confirm it after one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingAct {
    /// Goes back with the form and can be spent once.
    pub spend: String,
    pub act: Act,
}

/// Everything `/prove` shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    pub waiting: Option<WaitingAct>,
    /// The server's clock at this answer.
    pub now: Moment,
    /// Until when the session counts as fresh, if it does.
    pub fresh_until: Option<Moment>,
}
