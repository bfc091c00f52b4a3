//! What sessions and token sets cost, with a thousand and with a million of them. `make bench-sessions` runs it.
//!
//! Times depend on the machine; the table at the end shows what does not: how little they grow with the rows.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on says why")]

mod crypto;
mod fill;
mod house;
mod meter;
mod one;
mod table;
mod turn;

use criterion::Criterion;
use house::House;
use meter::Meter;
use tokio::runtime;

/// How many sessions stand.
const SIZES: [u64; 2] = [1_000, 1_000_000];

const QUESTIONS: [fn(&mut Meter<'_>); 6] =
    [one::resolve_standing, one::resolve_unknown, one::access_token, one::devices, turn::due, turn::sweep];

/// Cargo's folder for what tests and benchmarks leave behind.
const RESULTS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/bench-sessions");

fn main() {
    // Each run stands alone: what an earlier one measured would show up in this one's table.
    let _ = std::fs::remove_dir_all(RESULTS);
    let mut criterion = Criterion::default().without_plots().output_directory(RESULTS.as_ref()).configure_from_args();
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    gatehouse_core::install_tls();

    crypto::measure(&mut criterion);
    let houses = SIZES.map(|size| House::build(&runtime, size));
    // Both sizes in turn: what else the machine does then disturbs both alike.
    for question in QUESTIONS {
        for house in &houses {
            question(&mut Meter { criterion: &mut criterion, runtime: &runtime, house });
        }
    }
    for house in houses {
        runtime.block_on(house.state.db.close());
    }
    criterion.final_summary();
    table::print();
}
