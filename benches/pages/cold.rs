//! Pages of a session for which nothing is kept, while GitHub takes its time.

use std::time::Duration;

use gatehouse_model::{AppError, RateLimit, Timestamp};
use github_emulator::Fault;

use crate::{
    calls::{self, Calls},
    house::House,
    table::{Row, Table},
    times::{Times, millis},
};

const PAGES: [&str; 7] = ["/", "/profile", "/repositories", "/activity", "/devices", "/inside", "/settings"];

/// Visits of each page, every one in a session of its own.
const VISITS: usize = 10;

/// In milliseconds, after which GitHub begins each answer.
pub const DELAY: u64 = 300;

/// Within which a page must be there to its last byte, at the worst of its visits.
const LIMIT: Duration = Duration::from_millis(900);

/// Calls one viewer may have under way.
const AT_ONCE: usize = 3;

/// What a section says that has no answer. A page would be quick without it.
const FAILURES: [AppError; 8] = [
    AppError::Forbidden,
    AppError::GitHubDown,
    AppError::Internal,
    AppError::RateLimited { kind: RateLimit::Primary, until: Timestamp(0) },
    AppError::RateLimited { kind: RateLimit::Secondary, until: Timestamp(0) },
    AppError::StillAsking,
    AppError::TimedOut,
    AppError::Unreadable,
];

pub async fn measure(house: &House, table: &mut Table) {
    for path in PAGES {
        let (mut times, mut calls) = (Vec::new(), Calls::default());
        for _ in 0..VISITS {
            let visit = visit(house, path).await;
            times.push(visit.0);
            calls = calls.max(visit.1);
        }
        let times = Times::of(times);
        let (median, worst) = (times.of_hundred(50), times.of_hundred(100));
        let Calls { all, at_once } = calls;
        table.add(Row {
            what: format!("`{path}`, nothing in the cache, GitHub answers after {DELAY} ms"),
            measured: format!("median {}, worst {}; calls {all}, at once {at_once}", millis(median), millis(worst)),
            limit: format!("worst {}, at once {AT_ONCE}", millis(LIMIT)),
            within: worst < LIMIT && at_once <= AT_ONCE,
        });
    }
}

async fn visit(house: &House, path: &str) -> (Duration, Calls) {
    let mut browser = house.sign_in().await;
    house.github.fault(Fault::delay(DELAY).on_path("/api/*"));
    let ((took, body), calls) = calls::during(&house.github, browser.read(path)).await;
    house.github.clear_faults();
    assert!(body.contains("</html>"), "{path} was cut short");
    for failure in FAILURES {
        assert!(!body.contains(&failure.to_string()), "{path} went on without a section: {failure}");
    }
    browser.sign_out().await;
    // What is still under way for this session holds the next one's turns.
    tokio::time::sleep(Duration::from_millis(DELAY + 50)).await;
    (took, calls)
}
