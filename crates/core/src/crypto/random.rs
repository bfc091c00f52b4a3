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

/// `N` random bytes as lower-case hexadecimal: for names, not for secrets.
#[must_use]
pub fn random_name<const N: usize>() -> String {
    hex(&random_bytes::<N>())
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| format!("{text}{byte:02x}"))
}

/// What [`hex`] has written; none for anything else.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect()
}

/// 256 random bits as 43 characters that need no escaping in cookies and addresses.
#[must_use]
pub fn random_text() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}
