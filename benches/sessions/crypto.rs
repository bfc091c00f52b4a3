//! What a seal costs. No rows in it: for comparison.

use std::hint::black_box;

use base64::{Engine, engine::general_purpose::STANDARD};
use criterion::Criterion;
use gatehouse_core::crypto::{Binding, Keyring, SecretKind, random_bytes};

/// An access token's length.
const PLAIN: [u8; 40] = [b'x'; 40];

pub fn measure(criterion: &mut Criterion) {
    let keyring = Keyring::parse(&keys()).expect("a good key");
    let bound = Binding {
        kind: SecretKind::AccessToken,
        row: "0123456789abcdef",
        issuer: "https://github.com/login/oauth",
        viewer: 1,
    };
    let sealed = keyring.seal(&PLAIN, bound);
    criterion.bench_function("seal", |bencher| bencher.iter(|| keyring.seal(black_box(&PLAIN), bound)));
    criterion.bench_function("open", |bencher| bencher.iter(|| keyring.open(black_box(&sealed), bound)));
}

/// A new `SESSION_KEYS`.
pub fn keys() -> String {
    format!("bench:{}", STANDARD.encode(random_bytes::<32>()))
}
