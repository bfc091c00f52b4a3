use serde::{Deserialize, Serialize};

use super::Timestamp;

/// One session of the viewer, as they know it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Names the device in forms. Stays when the session id changes, and opens nothing.
    pub id: String,
    /// For example `Firefox on Linux`.
    pub browser: String,
    /// The coarse network of the last sign-in or reauthentication, for example `203.0.113.0/24`; empty where unknown.
    pub network: String,
    pub created_at: Timestamp,
    /// Written at most once a minute.
    pub last_seen_at: Timestamp,
    /// When it ends by itself, unless it is used before.
    pub idle_ends_at: Timestamp,
    /// When it ends in any case.
    pub absolute_ends_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Everything `/devices` shows of sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Devices {
    /// The one that asks comes first, then the most recently used.
    pub devices: Vec<Device>,
    /// The server's clock at this answer.
    pub now: Timestamp,
    /// So many stay open at once; one more ends the least recently used.
    pub most: u32,
    /// Until when this session counts as fresh, if it does.
    pub fresh_until: Option<Timestamp>,
}
