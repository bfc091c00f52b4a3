use chacha20poly1305::{
    XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use super::{Keyring, random_bytes};

/// A sealed value as the database keeps it: length of key id, key id, nonce (24 bytes), ciphertext with tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl Sealed {
    /// How every value begins that the key `id` sealed. Ids have 16 characters at most.
    #[must_use]
    pub fn head(id: &str) -> Vec<u8> {
        let length = u8::try_from(id.len()).unwrap_or(u8::MAX);
        [&[length], id.as_bytes()].concat()
    }

    /// The id of the key that sealed it; none for bytes that are no sealed value.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        let (length, rest) = self.0.split_first()?;
        std::str::from_utf8(rest.get(..usize::from(*length))?).ok()
    }
}

/// What a sealed value is. Part of the associated data: a value never opens as another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    AccessToken,
    RefreshToken,
    PkceVerifier,
    PendingAction,
    /// No row: that a question comes from who has the keys.
    Probe,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access-token",
            Self::RefreshToken => "refresh-token",
            Self::PkceVerifier => "pkce-verifier",
            Self::PendingAction => "waiting-act",
            Self::Probe => "probe",
        }
    }
}

/// The row a sealed value belongs to. Moved to another row, it does not open.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    pub kind: Kind,
    /// The token set's id, the flow's, or the pending action's.
    pub row: &'a str,
    pub issuer: &'a str,
    /// GitHub's numeric id; 0 while unknown.
    pub viewer: i64,
}

impl Bound<'_> {
    /// Each part behind its length, so that no two rows give the same bytes.
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
    /// This instance does not have the key. Another may: never end or delete a row for it.
    #[error("the key {0:?} is unknown to this instance")]
    UnknownKey(String),
    #[error("the sealed value is damaged or belongs to another row")]
    Damaged,
}

const NONCE: usize = 24;

impl Keyring {
    /// Seals `plain` for the row `bound` with the active key (XChaCha20-Poly1305, random nonce).
    ///
    /// # Panics
    ///
    /// Never for values under 256 GiB, the cipher's only limit.
    #[must_use]
    pub fn seal(&self, plain: &[u8], bound: Bound<'_>) -> Sealed {
        let (id, cipher) = self.active();
        let nonce = random_bytes::<NONCE>();
        let payload = Payload { msg: plain, aad: &bound.associated_data() };
        #[expect(clippy::expect_used, reason = "fails only above 256 GiB; see the doc")]
        let ciphertext = cipher.encrypt(XNonce::from_slice(&nonce), payload).expect("a value of sane length");
        Sealed([Sealed::head(id).as_slice(), &nonce, &ciphertext].concat())
    }

    /// Opens what [`Keyring::seal`] made for the same row.
    ///
    /// # Errors
    ///
    /// When the key is not on this ring, or the value was changed or moved.
    pub fn open(&self, sealed: &Sealed, bound: Bound<'_>) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let (length, rest) = sealed.0.split_first().ok_or(OpenError::Damaged)?;
        let (id, rest) = rest.split_at_checked(usize::from(*length)).ok_or(OpenError::Damaged)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE).ok_or(OpenError::Damaged)?;
        let id = std::str::from_utf8(id).map_err(|_| OpenError::Damaged)?;
        let cipher = self.named(id).ok_or_else(|| OpenError::UnknownKey(id.to_owned()))?;
        let payload = Payload { msg: ciphertext, aad: &bound.associated_data() };
        let plain = cipher.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| OpenError::Damaged)?;
        Ok(Zeroizing::new(plain))
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::{Bound, Kind, OpenError, Sealed};
    use crate::crypto::{Keyring, random_bytes};

    const ROW: Bound<'static> = Bound { kind: Kind::AccessToken, row: "g1", issuer: "https://i", viewer: 7 };

    fn ring(id: &str) -> Keyring {
        Keyring::parse(&format!("{id}:{}", STANDARD.encode(random_bytes::<32>()))).expect("a good key")
    }

    #[test]
    fn what_was_sealed_opens_again_and_shows_nothing() {
        let ring = ring("a");
        let sealed = ring.seal(b"gho_secret", ROW);
        assert_eq!(*ring.open(&sealed, ROW).expect("opens"), b"gho_secret");
        assert!(!sealed.0.windows(4).any(|window| window == b"gho_"));
    }

    #[rstest::rstest]
    #[case::kind(Bound { kind: Kind::RefreshToken, ..ROW })]
    #[case::row(Bound { row: "g2", ..ROW })]
    #[case::issuer(Bound { issuer: "https://j", ..ROW })]
    #[case::viewer(Bound { viewer: 8, ..ROW })]
    #[case::shifted(Bound { row: "g1h", issuer: "ttps://i", ..ROW })]
    fn a_value_moved_to_another_row_does_not_open(#[case] elsewhere: Bound<'_>) {
        let ring = ring("a");
        let sealed = ring.seal(b"gho_secret", ROW);
        assert_eq!(ring.open(&sealed, elsewhere), Err(OpenError::Damaged));
    }

    #[test]
    fn a_key_of_another_instance_is_told_apart_from_damage() {
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
