use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Random bytes from the operating system.
///
/// # Panics
///
/// When the operating system has no randomness to give. There is no safe way to go on, and it does not happen after
/// start-up on any system we run on.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "without randomness no secret can be made; see the doc")]
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// 256 random bits as 43 characters that need no escaping in cookies and addresses.
#[must_use]
pub fn random_text() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}
