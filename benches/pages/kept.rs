//! The memory that GitHub's answers take for one session, as the server counts it.

use std::time::Duration;

use gatehouse_model::CacheUsage;
use tokio::time::{sleep, timeout};

use crate::{
    browser::Browser,
    table::{Row, Table},
};

/// Beside `/repositories`, the pages whose answers are kept.
const PAGES: [&str; 2] = ["/profile", "/activity"];

/// In KB, at which the server goes on with none of one session's lists: 4,096 of repositories, 1,024 of stars, 512 of
/// events (`MOST_BYTES` in `crates/core/src/github/`). Single answers come on top.
const LIMIT: u64 = 5_632;

pub async fn measure(browser: &mut Browser, table: &mut Table) {
    for path in PAGES {
        browser.read(path).await;
    }
    let CacheUsage { answers, bytes } =
        timeout(Duration::from_secs(20), settled(browser)).await.expect("the gathering ends");
    let kilobytes = bytes.div_ceil(1_024);
    table.add(Row {
        what: "memory for one session that has opened every page".to_owned(),
        measured: format!("{kilobytes} KB in {answers} answers"),
        limit: format!("{LIMIT} KB"),
        within: kilobytes < LIMIT,
    });
}

/// Waits until no list grows any more.
async fn settled(browser: &mut Browser) -> CacheUsage {
    let mut before = browser.cached().await;
    loop {
        sleep(Duration::from_millis(300)).await;
        let now = browser.cached().await;
        if now == before {
            return now;
        }
        before = now;
    }
}
