use std::path::PathBuf;

use super::{Config, Source};
use crate::clock::Clock;

/// `GATEHOUSE_CLOCK`, for tests with several processes. A release build does not look at it.
pub(super) fn file(source: &Source) -> Option<PathBuf> {
    let named = source.get("GATEHOUSE_CLOCK").ok().flatten();
    named.filter(|_| cfg!(debug_assertions)).map(PathBuf::from)
}

impl Config {
    /// The clock of this process.
    #[must_use]
    pub fn clock(&self) -> Clock {
        match &self.clock_file {
            #[cfg(debug_assertions)]
            Some(file) => Clock::moved_by(file.clone()),
            _ => Clock::default(),
        }
    }
}
