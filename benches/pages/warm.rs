//! `/repositories` of a viewer who has thousands, with all of them in the cache.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::{
    browser::Browser,
    table::{Row, Table},
    times::{Times, millis},
};

const ASKED: [&str; 4] = [
    "/repositories",
    "/repositories?q=number&sort=name",
    "/repositories?language=Rust&visibility=public&archived=no&sort=stars",
    "/repositories.csv",
];

/// One after another. The last of them all comes well within the minute in which an answer is fresh.
const REQUESTS: usize = 200;

/// How many the account has.
const REPOSITORIES: usize = 2_000;

/// Within which 95 of 100 answers must be there to their last byte.
const LIMIT: Duration = Duration::from_millis(50);

pub async fn measure(browser: &mut Browser, table: &mut Table) {
    timeout(Duration::from_secs(20), gathered(browser)).await.expect("the gathering ends");
    let (_, csv) = browser.read("/repositories.csv").await;
    assert_eq!(csv.lines().count(), REPOSITORIES + 1, "a line for each, and one of names");
    for path in ASKED {
        let mut times = Vec::new();
        for _ in 0..REQUESTS {
            times.push(browser.load(path).await);
        }
        let times = Times::of(times);
        let [median, most, worst] = [50, 95, 100].map(|part| times.of_hundred(part));
        let measured = format!("median {}, 95 of 100 {}, worst {}", millis(median), millis(most), millis(worst));
        table.add(Row {
            what: format!("`{path}`, {REPOSITORIES} repositories in the cache"),
            measured,
            limit: format!("95 of 100 {}", millis(LIMIT)),
            within: most < LIMIT,
        });
    }
}

/// Waits until the server has the whole list.
async fn gathered(browser: &mut Browser) {
    while browser.read("/repositories").await.1.contains("data-gathering") {
        sleep(Duration::from_millis(50)).await;
    }
}
