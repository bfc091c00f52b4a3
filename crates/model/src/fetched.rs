use serde::{Deserialize, Serialize};

use super::Timestamp;

/// A value from GitHub and when GitHub last vouched for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched<T> {
    pub value: T,
    /// When GitHub gave or confirmed the value.
    pub as_of: Timestamp,
    /// The server's clock at this answer; the browser's may be wrong.
    pub now: Timestamp,
    /// The value is older than a minute, and GitHub is being asked again for the next visit.
    pub refreshing: bool,
}

impl<T> Fetched<T> {
    /// The same age around another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fetched<U> {
        Fetched { value: change(self.value), as_of: self.as_of, now: self.now, refreshing: self.refreshing }
    }
}
