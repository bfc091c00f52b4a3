//! The background tasks: sweeping, refreshing tokens ahead of time, re-sealing, and revoking tokens at GitHub. Every
//! instance runs all of them, and they do not get in each other's way.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
use tokio::time::{MissedTickBehavior, interval};

use super::{access, error::panic_text, rekey, state::CoreState};

/// How often to end sessions past a limit, refresh tokens ahead of time and replace old seals.
const MAINTENANCE_PERIOD: Duration = Duration::from_mins(1);

/// How often to check the revocation queue. An empty queue costs one read.
const REVOCATION_PERIOD: Duration = Duration::from_secs(5);

/// Starts the tasks on the state's task tracker. They end soon after `stopping` is cancelled, but never between sending
/// a token to GitHub and recording the result.
pub fn start(state: &CoreState) {
    state.tasks.spawn(every("sweep", MAINTENANCE_PERIOD, state.clone(), async |state| sweep(&state).await));
    state.tasks.spawn(every("renew", MAINTENANCE_PERIOD, state.clone(), async |state| renew(&state).await));
    state.tasks.spawn(every("reseal", MAINTENANCE_PERIOD, state.clone(), async |state| reseal(&state).await));
    state.tasks.spawn(every("kill", REVOCATION_PERIOD, state.clone(), async |state| revoke(&state).await));
}

/// Runs everything but the revocations once. What fails is tried again next time.
pub async fn maintain(state: &CoreState) {
    sweep(state).await;
    renew(state).await;
    reseal(state).await;
}

async fn sweep(state: &CoreState) {
    match state.lifecycle.sweep().await {
        Ok(swept) => swept.ended.into_iter().for_each(|session| state.forget(session)),
        Err(error) => tracing::error!(%error, "the sweep failed and will be tried again"),
    }
    if let Err(error) = state.db.finish_truncating_log().await {
        tracing::error!(%error, "the database's log could not be truncated");
    }
    state.sign_in_rate.sweep();
    state.write_rate.sweep();
}

async fn renew(state: &CoreState) {
    if let Err(error) = access::renew_due(state).await {
        tracing::error!(%error, "token sets could not be renewed ahead");
    }
}

async fn reseal(state: &CoreState) {
    if let Err(error) = rekey::reseal(&state.db, &state.config.keyring).await {
        tracing::error!(%error, "old seals could not be replaced");
    }
}

/// Works through the revocation queue until it is empty or the process is stopping.
pub async fn revoke(state: &CoreState) {
    while !state.stopping.is_cancelled() {
        match state.revocations.work_one().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::error!(%error, "the revocation queue could not be worked on");
                return;
            }
        }
    }
}

/// Runs `work` every `period` until the process is stopping. A panic is counted and logged, and does not stop later
/// runs.
pub async fn every<F: Future<Output = ()>>(
    name: &'static str,
    period: Duration,
    state: CoreState,
    work: impl Fn(CoreState) -> F,
) {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut panics = 0_u64;
    loop {
        tokio::select! {
            () = state.stopping.cancelled() => return,
            _ = ticks.tick() => {
                // A panic can't leave anything half done: the state is in the database, and transactions are atomic.
                if let Err(panic) = AssertUnwindSafe(async { work(state.clone()).await }).catch_unwind().await {
                    panics += 1;
                    let text = panic_text(&*panic);
                    tracing::error!(work = name, panics, panic = text, "a background task panicked; it will run again");
                }
            }
        }
    }
}
