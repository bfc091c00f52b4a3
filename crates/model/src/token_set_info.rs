use serde::{Deserialize, Serialize};

use super::{Application, Timestamp};

/// What the server holds for the session that asks: everything about its tokens, and not one byte of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenSetInfo {
    /// GitHub gave it without an end.
    pub lasting: bool,
    /// There is a refresh token beside it.
    pub refreshable: bool,
    /// Whose token it is.
    pub application: Application,
    /// What the viewer granted; may be less than was asked.
    pub scopes: Vec<String>,
    /// When GitHub gave the pair in use.
    pub received_at: Timestamp,
    pub access_ends_at: Option<Timestamp>,
    pub refresh_ends_at: Option<Timestamp>,
    /// From 1; rises with every new pair, at a change of scopes too.
    pub generation: u32,
    /// How often a refresh token gave a new pair.
    pub refreshes: u32,
    /// Names the key the pair is sealed with. It opens nothing.
    pub key_id: String,
    /// When the session ends, unless it is used before.
    pub idle_ends_at: Timestamp,
    /// When it ends in any case.
    pub absolute_ends_at: Timestamp,
    /// Until when it counts as fresh, if it does.
    pub fresh_until: Option<Timestamp>,
    /// GitHub's answers kept in this server's memory for the session.
    pub kept_answers: u32,
    /// Their size in bytes, about.
    pub kept_bytes: u64,
    /// The server's clock at this answer.
    pub now: Timestamp,
}
