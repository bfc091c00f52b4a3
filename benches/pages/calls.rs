//! How many calls GitHub has to answer at once.

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use github_emulator::Emulator;

/// How often to look. Short compared with [`TOGETHER`].
const LOOK: Duration = Duration::from_millis(1);

/// Calls that came within this time of each other were under way at once: it is shorter than
/// [`cold::DELAY`](crate::cold::DELAY), which each of them takes, by more than a look can be late.
const TOGETHER: Duration = Duration::from_millis(250);

/// What came to GitHub while something else went on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calls {
    pub all: usize,
    /// The most that were under way at once.
    pub at_once: usize,
}

impl Calls {
    /// Of two visits, the more of each.
    pub fn max(self, other: Self) -> Self {
        Self { all: self.all.max(other.all), at_once: self.at_once.max(other.at_once) }
    }
}

/// Watches GitHub until `asking` is done.
pub async fn during<T>(github: &Emulator, asking: impl Future<Output = T>) -> (T, Calls) {
    let before = github.total_api_calls();
    let mut asking = pin!(asking);
    let mut looks = tokio::time::interval(LOOK);
    let mut seen = Vec::new();
    loop {
        tokio::select! {
            answer = &mut asking => return (answer, Calls { all: seen.len(), at_once: at_once(&seen) }),
            _ = looks.tick() => {
                let came = usize::try_from(github.total_api_calls() - before).expect("few calls");
                seen.resize(came, Instant::now());
            }
        }
    }
}

fn at_once(seen: &[Instant]) -> usize {
    let from = |first: &Instant| seen.iter().filter(|call| (*first..*first + TOGETHER).contains(*call)).count();
    seen.iter().map(from).max().unwrap_or_default()
}
