use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use super::random_bytes;

/// A sealed value as stored in the database: length of key id, key id, nonce (24 bytes), ciphertext with tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl Sealed {
    /// The prefix of every value sealed with the key `id`.
    #[must_use]
    pub fn prefix(id: &str) -> Vec<u8> {
        let length = u8::try_from(id.len()).unwrap_or(u8::MAX);
        [&[length], id.as_bytes()].concat()
    }

    /// The id of the key that sealed it; `None` if this is no sealed value.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        let (length, rest) = self.0.split_first()?;
        std::str::from_utf8(rest.get(..usize::from(*length))?).ok()
    }
}

/// What a sealed value is. Part of the associated data, so a value never opens as another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    AccessToken,
    RefreshToken,
    PkceVerifier,
    PendingAction,
    /// Belongs to no row. Proves that the doctor's probe comes from somebody with the server's keys.
    Probe,
}

impl SecretKind {
    fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access-token",
            Self::RefreshToken => "refresh-token",
            Self::PkceVerifier => "pkce-verifier",
            // Historical: values sealed under this name must still open.
            Self::PendingAction => "waiting-act",
            Self::Probe => "probe",
        }
    }
}

/// The row a sealed value belongs to. Moved to another row, it does not open.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    pub kind: SecretKind,
    /// The token set's id, the flow's, or the pending action's.
    pub row: &'a str,
    pub issuer: &'a str,
    /// GitHub's numeric id; 0 while unknown.
    pub viewer: i64,
}

impl Binding<'_> {
    /// Length-prefixed parts, so that no two rows produce the same bytes.
    fn associated_data(&self) -> Vec<u8> {
        let viewer = self.viewer.to_be_bytes();
        let parts: [&[u8]; 4] =
            [self.kind.name().as_bytes(), self.row.as_bytes(), self.issuer.as_bytes(), viewer.as_slice()];
        parts.iter().flat_map(|part| [&(part.len() as u64).to_be_bytes(), *part].concat()).collect()
    }
}

/// Why a sealed value did not open.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum OpenError {
    /// This instance does not have the key. Another may, so never end or delete a row because of this.
    #[error("the key {0:?} is unknown to this instance")]
    UnknownKey(String),
    #[error("the sealed value is damaged or belongs to another row")]
    Damaged,
}

const NONCE: usize = 24;

/// The keys that seal secrets in the database. The first one is active and seals; every key opens.
///
/// Roll out a new key behind the active one first, so that every instance can open what any instance seals.
pub struct Keyring {
    keys: Vec<(String, XChaCha20Poly1305)>,
}

/// Why a keyring could not be parsed, without revealing anything about the keys.
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
    /// Parses `id:base64,id:base64,…`, the active key first.
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
            if is_weak(&bytes) {
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

    /// Seals `plain` with the active key (XChaCha20-Poly1305, random nonce), bound to its row by `binding`.
    ///
    /// # Panics
    ///
    /// Never for values under 256 GiB, the cipher's only limit.
    #[must_use]
    pub fn seal(&self, plain: &[u8], binding: Binding<'_>) -> Sealed {
        let (id, cipher) = self.active();
        let nonce = random_bytes::<NONCE>();
        let payload = Payload { msg: plain, aad: &binding.associated_data() };
        #[expect(clippy::expect_used, reason = "fails only above 256 GiB; see the doc")]
        let ciphertext = cipher.encrypt(XNonce::from_slice(&nonce), payload).expect("a value of sane length");
        Sealed([Sealed::prefix(id).as_slice(), &nonce, &ciphertext].concat())
    }

    /// Opens what [`Keyring::seal`] made for the same row.
    ///
    /// # Errors
    ///
    /// If the key is not on this ring, or the value was altered or moved to another row.
    pub fn open(&self, sealed: &Sealed, binding: Binding<'_>) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let (length, rest) = sealed.0.split_first().ok_or(OpenError::Damaged)?;
        let (id, rest) = rest.split_at_checked(usize::from(*length)).ok_or(OpenError::Damaged)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE).ok_or(OpenError::Damaged)?;
        let id = std::str::from_utf8(id).map_err(|_| OpenError::Damaged)?;
        let cipher = self.named(id).ok_or_else(|| OpenError::UnknownKey(id.to_owned()))?;
        let payload = Payload { msg: ciphertext, aad: &binding.associated_data() };
        let plain = cipher.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| OpenError::Damaged)?;
        Ok(Zeroizing::new(plain))
    }

    /// The id and cipher of the active key.
    fn active(&self) -> (&str, &XChaCha20Poly1305) {
        let (id, cipher) = &self.keys[0];
        (id, cipher)
    }

    /// The cipher of the key `id`, if this instance has it.
    fn named(&self, id: &str) -> Option<&XChaCha20Poly1305> {
        self.keys.iter().find(|(known, _)| known == id).map(|(_, cipher)| cipher)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.keys.iter().map(|(id, _)| id)).finish()
    }
}

/// Few distinct bytes or printable text: typed by a person, not generated.
fn is_weak(bytes: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count() < 12 || bytes.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ')
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::{Binding, KeyError, Keyring, OpenError, Sealed, SecretKind, random_bytes};

    fn entry(id: &str) -> String {
        format!("{id}:{}", STANDARD.encode(random_bytes::<32>()))
    }

    fn ring(id: &str) -> Keyring {
        Keyring::parse(&entry(id)).expect("a good key")
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

    const ROW: Binding<'static> = Binding { kind: SecretKind::AccessToken, row: "g1", issuer: "https://i", viewer: 7 };

    #[test]
    fn what_was_sealed_opens_again_and_shows_nothing() {
        let ring = ring("a");
        let sealed = ring.seal(b"gho_secret", ROW);
        assert_eq!(*ring.open(&sealed, ROW).expect("opens"), b"gho_secret");
        assert!(!sealed.0.windows(4).any(|window| window == b"gho_"));
    }

    #[rstest::rstest]
    #[case::kind(Binding { kind: SecretKind::RefreshToken, ..ROW })]
    #[case::row(Binding { row: "g2", ..ROW })]
    #[case::issuer(Binding { issuer: "https://j", ..ROW })]
    #[case::viewer(Binding { viewer: 8, ..ROW })]
    #[case::shifted(Binding { row: "g1h", issuer: "ttps://i", ..ROW })]
    fn a_value_moved_to_another_row_does_not_open(#[case] elsewhere: Binding<'_>) {
        let ring = ring("a");
        let sealed = ring.seal(b"gho_secret", ROW);
        assert_eq!(ring.open(&sealed, elsewhere), Err(OpenError::Damaged));
    }

    #[test]
    fn an_unknown_key_is_distinguished_from_damage() {
        let sealed = ring("theirs").seal(b"gho_secret", ROW);
        assert_eq!(ring("ours").open(&sealed, ROW), Err(OpenError::UnknownKey("theirs".into())));
    }

    #[test]
    fn cut_or_changed_values_are_damage() {
        let ring = ring("a");
        let sealed = ring.seal(b"gho_secret", ROW).0;
        for length in 0..sealed.len() {
            assert!(ring.open(&Sealed(sealed[..length].to_vec()), ROW).is_err());
        }
        let mut flipped = sealed.clone();
        *flipped.last_mut().expect("not empty") ^= 1;
        assert_eq!(ring.open(&Sealed(flipped), ROW), Err(OpenError::Damaged));
    }
}
