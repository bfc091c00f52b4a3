//! What a page costs a visitor: with nothing in the cache and a slow GitHub, and with thousands of repositories in it.
//! `make bench-pages` runs it.
//!
//! The real router, the emulator and the visitor share this process and its cores, and speak HTTP over loopback: a server
//! of its own is no slower.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on says why")]

#[expect(dead_code, reason = "the load uses the rest")]
mod browser;
mod calls;
mod cold;
mod flood;
mod house;
// The tests' own: it takes cookies as browsers do.
#[path = "../../tests/app/harness/jar.rs"]
mod jar;
mod kept;
mod table;
mod times;
mod warm;

use std::process::ExitCode;

use house::House;
use table::Table;
use tokio::runtime;

fn main() -> ExitCode {
    if cfg!(debug_assertions) {
        println!("This is a debug build: its times say nothing.");
    }
    let runtime = runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let table = runtime.block_on(measure());
    table.print();
    if table.all_within() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// `flood` measures that alone, and everything else leaves it out: it takes as long as all of it.
async fn measure() -> Table {
    let mut table = Table::default();
    let house = House::open().await;
    if std::env::args().any(|argument| argument == "flood") {
        flood::measure(&house, &mut table).await;
        return table;
    }
    cold::measure(&house, &mut table).await;
    let mut browser = house.sign_in().await;
    warm::measure(&mut browser, &mut table).await;
    kept::measure(&mut browser, &mut table).await;
    table
}
