//! Strangers who sign in while one account floods the sign-ins.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

use crate::{
    house::House,
    table::{Row, Table},
    times::{Times, millis},
};

const ATTEMPTS: usize = 200_000;

/// Connections of the flooder.
const AT_ONCE: usize = 16;

/// The flooder's address; the strangers' is this machine's.
const FROM: &str = "203.0.113.9";

/// Within which a stranger is signed in, from the button to the page, at the worst of all.
const LIMIT: Duration = Duration::from_millis(300);

pub async fn measure(house: &House, table: &mut Table) {
    let mut flooder = house.sign_in().await;
    let lineage = flooder.lineage().await;
    let (left, went) = (Arc::new(AtomicUsize::new(ATTEMPTS)), Arc::new(AtomicUsize::new(0)));
    let mut flood = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (mut tab, lineage) = (flooder.copy(), lineage.clone());
        let (left, went) = (Arc::clone(&left), Arc::clone(&went));
        flood.spawn(async move {
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
                if tab.ask_for_scopes(&lineage, FROM).await == 200 {
                    went.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
    }
    let (began, mut times) = (Instant::now(), Vec::new());
    while left.load(Ordering::Relaxed) > 0 {
        let button = Instant::now();
        let stranger = house.sign_in().await;
        times.push(button.elapsed());
        stranger.sign_out().await;
    }
    flood.join_all().await;
    let (strangers, took) = (times.len(), began.elapsed());
    let times = Times::of(times);
    let (median, worst) = (times.of_hundred(50), times.of_hundred(100));
    table.add(Row {
        what: format!("a stranger signs in while one account makes {ATTEMPTS} attempts over {AT_ONCE} connections"),
        measured: format!(
            "median {}, worst {} of {strangers}; {} attempts were let through in {:.0} s",
            millis(median),
            millis(worst),
            went.load(Ordering::Relaxed),
            took.as_secs_f64()
        ),
        limit: format!("worst {}", millis(LIMIT)),
        within: worst < LIMIT,
    });
}
