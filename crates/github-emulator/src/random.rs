//! Unguessable strings that cannot fail to be made.

use std::io;

use sha2::{Digest, Sha256};

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// SHA-256 in counter mode over a seed from the system.
///
/// The system is asked once, at start-up, where a failure can still be reported: a request's path has no way to answer
/// "no randomness today".
#[derive(Clone)]
pub(crate) struct Random {
    seed: [u8; 32],
    counter: u64,
}

impl Random {
    pub(crate) fn from_system() -> io::Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(io::Error::other)?;
        Ok(Self { seed, counter: 0 })
    }

    fn block(&mut self) -> [u8; 32] {
        self.counter += 1;
        Sha256::new().chain_update(self.seed).chain_update(self.counter.to_be_bytes()).finalize().into()
    }

    /// `length` characters of `[0-9A-Za-z]`, the alphabet of GitHub's tokens.
    pub(crate) fn base62(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            // 248 is the largest multiple of 62 in a byte; taking more would favour the first letters.
            let fair = self.block().into_iter().filter(|byte| *byte < 248);
            let letters = fair.map(|byte| char::from(BASE62[usize::from(byte % 62)]));
            text.extend(letters.take(length - text.len()));
        }
        text
    }

    /// `bytes` random bytes in hexadecimal, the look of GitHub's authorisation codes.
    pub(crate) fn hex(&mut self, bytes: usize) -> String {
        hex(&self.block()[..bytes.min(32)])
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn two_tokens_are_never_the_same() -> std::io::Result<()> {
        let mut random = Random::from_system()?;
        let (one, two) = (random.base62(36), random.base62(36));
        assert_eq!(one.len(), 36);
        assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_ne!(one, two);
        Ok(())
    }
}
