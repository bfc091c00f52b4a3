use sha2::{Digest, Sha256};

/// SHA-256. Random values of 128 bits and more need no slower hash: there is nothing to guess.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
