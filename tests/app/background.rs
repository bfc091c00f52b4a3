//! What happens without a request, and what a fault in it costs.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use gatehouse_core::background;

use crate::harness::{TestApp, captured_log};

#[tokio::test]
async fn a_turn_that_panics_costs_that_turn_and_is_counted() {
    let app = TestApp::start().await;
    let turns = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&turns);
    let work = move |_| {
        let turn = counted.fetch_add(1, Ordering::Relaxed);
        async move { assert!(turn >= 2, "turn {turn} of the story breaks") }
    };
    app.state.tasks.spawn(background::every("story", Duration::from_millis(1), app.state.clone(), work));
    app.until(|| turns.load(Ordering::Relaxed) >= 5).await;
    let logged = |panics: &str, text: &str| {
        captured_log().lines().any(|line| line.contains("story") && line.contains(panics) && line.contains(text))
    };
    assert!(logged("panics=1", "turn 0 of the story breaks") && logged("panics=2", "turn 1 of the story breaks"));
    assert!(!logged("panics=3", ""));
    app.stop().await;
}
