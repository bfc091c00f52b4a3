//! How sessions are named everywhere but in the cookie.

use tower_sessions::session::Id;

use super::crypto::sha256;

/// The SHA-256 of a session id: what the database knows a session by. It opens nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey([u8; 32]);

impl SessionKey {
    #[must_use]
    pub fn of(id: Id) -> Self {
        Self(sha256(&id.0.to_le_bytes()))
    }

    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<Vec<u8>> for SessionKey {
    type Error = Vec<u8>;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

/// The first four bytes: enough to follow a session through a log, too little to name it.
impl std::fmt::Debug for SessionKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}
