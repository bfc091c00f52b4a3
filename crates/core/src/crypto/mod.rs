//! The keyring, the seal it makes, and the two primitives everything else uses: random bytes and a digest.

mod digest;
mod keyring;
mod random;
mod seal;

pub use digest::sha256;
pub use keyring::{KeyError, Keyring};
pub use random::{hex, random_bytes, random_name, random_text, unhex};
pub use seal::{Bound, Kind, OpenError, Sealed};
