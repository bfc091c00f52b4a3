//! The keyring that seals secrets, random bytes and a digest.

mod keyring;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

pub use keyring::{Binding, KeyError, Keyring, OpenError, Sealed, SecretKind};

/// SHA-256. Enough for random values of 128 bits and more, which cannot be guessed.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Random bytes from the operating system.
///
/// # Panics
///
/// If the operating system has no randomness. Nothing safe could be done instead, and after start-up it does not happen
/// on any system we run on.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "without randomness no secret can be made; see the doc")]
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// `N` random bytes in hexadecimal, for names rather than secrets.
#[must_use]
pub fn random_id<const N: usize>() -> String {
    hex(&random_bytes::<N>())
}

/// 256 random bits as 43 characters that need no escaping in cookies and URLs.
#[must_use]
pub fn random_secret() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| format!("{text}{byte:02x}"))
}

/// The inverse of [`hex`]; also accepts upper case.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect()
}
