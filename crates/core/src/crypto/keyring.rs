use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305};
use zeroize::Zeroizing;

/// The keys that seal what the database holds. The first is active and seals; every key opens.
///
/// A new key is rolled out behind the active one first, so that every instance can open before any seals with it.
pub struct Keyring {
    keys: Vec<(String, XChaCha20Poly1305)>,
}

/// Why a keyring could not be read. Says nothing of the keys themselves.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeyError {
    #[error("it names no key")]
    Empty,
    #[error("entry {0} is not of the form id:base64")]
    Form(usize),
    #[error("the id of entry {0} must be 1 to 16 letters, digits or dashes")]
    Id(usize),
    #[error("the id of entry {0} is used twice")]
    Twice(usize),
    #[error("the key of entry {0} must be 32 bytes in base64")]
    Length(usize),
    #[error("the key of entry {0} is a sample or has no randomness in it")]
    Weak(usize),
}

impl Keyring {
    /// Reads `id:base64,id:base64,…`, the active key first.
    ///
    /// # Errors
    ///
    /// Names the first entry, counted from 1, that is not a key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys: Vec<(String, XChaCha20Poly1305)> = Vec::new();
        for (index, entry) in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).enumerate() {
            let place = index + 1;
            let (id, key) = entry.split_once(':').ok_or(KeyError::Form(place))?;
            let id_is_plain = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if !id_is_plain || !(1..=16).contains(&id.len()) {
                return Err(KeyError::Id(place));
            }
            if keys.iter().any(|(known, _)| known == id) {
                return Err(KeyError::Twice(place));
            }
            let bytes = Zeroizing::new(STANDARD.decode(key).map_err(|_| KeyError::Length(place))?);
            if bytes.len() != 32 {
                return Err(KeyError::Length(place));
            }
            if has_no_randomness(&bytes) {
                return Err(KeyError::Weak(place));
            }
            keys.push((id.to_owned(), XChaCha20Poly1305::new(Key::from_slice(&bytes))));
        }
        if keys.is_empty() { Err(KeyError::Empty) } else { Ok(Self { keys }) }
    }

    /// The ids, the active one first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(id, _)| id.as_str())
    }

    /// The id and cipher that seal.
    pub(super) fn active(&self) -> (&str, &XChaCha20Poly1305) {
        let (id, cipher) = &self.keys[0];
        (id, cipher)
    }

    /// The cipher named `id`, if this instance has it.
    pub(super) fn named(&self, id: &str) -> Option<&XChaCha20Poly1305> {
        self.keys.iter().find(|(known, _)| known == id).map(|(_, cipher)| cipher)
    }
}

/// Few different bytes, or printable text: typed by a person, not drawn by a machine.
fn has_no_randomness(bytes: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count() < 12 || bytes.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ')
}

impl fmt::Debug for Keyring {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.keys.iter().map(|(id, _)| id)).finish()
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::{KeyError, Keyring};
    use crate::crypto::random_bytes;

    fn entry(id: &str) -> String {
        format!("{id}:{}", STANDARD.encode(random_bytes::<32>()))
    }

    #[test]
    fn the_first_key_is_active_and_all_are_known() {
        let ring = Keyring::parse(&format!("{}, {}", entry("b"), entry("a"))).expect("two good keys");
        assert_eq!(ring.active().0, "b");
        assert!(ring.named("a").is_some() && ring.named("c").is_none());
    }

    #[rstest::rstest]
    #[case("", KeyError::Empty)]
    #[case("abc", KeyError::Form(1))]
    #[case(":AAAA", KeyError::Id(1))]
    #[case("a:AAAA", KeyError::Length(1))]
    #[case("a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", KeyError::Weak(1))]
    fn a_bad_keyring_is_refused_with_its_place(#[case] text: &str, #[case] expected: KeyError) {
        assert_eq!(Keyring::parse(text).err(), Some(expected));
    }

    #[test]
    fn a_sentence_is_not_a_key() {
        let typed = STANDARD.encode(b"correct horse battery staple 123");
        assert_eq!(Keyring::parse(&format!("a:{typed}")).err(), Some(KeyError::Weak(1)));
    }

    #[test]
    fn printing_a_keyring_shows_ids_only() {
        let text = entry("current");
        let ring = Keyring::parse(&text).expect("a good key");
        assert_eq!(format!("{ring:?}"), r#"["current"]"#);
    }
}
