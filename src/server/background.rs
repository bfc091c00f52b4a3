//! What happens without a request: sweeping, renewing ahead, re-sealing, and killing pairs at GitHub. Every instance does
//! all of it, and none stands in another's way.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::{access, rekey, state::AppState};

/// How often limits are judged unseen, grants renewed ahead and old seals replaced.
const TURN: Duration = Duration::from_mins(1);

/// How often the revocation queue is looked at. An empty one costs a read.
const KILL: Duration = Duration::from_secs(5);

/// Starts the work on the state's task tracker. It ends soon after `stopping`, never in the middle of a pair.
pub fn start(state: &AppState, stopping: &CancellationToken) {
    state.tasks.spawn(every(TURN, stopping.clone(), state.clone(), async |state, stopping| {
        turn(&state, &stopping).await;
    }));
    state.tasks.spawn(every(KILL, stopping.clone(), state.clone(), async |state, stopping| {
        kill(&state, &stopping).await;
    }));
}

/// One turn of everything but the killing. What fails is tried again at the next.
pub async fn turn(state: &AppState, stopping: &CancellationToken) {
    match state.lifecycle.sweep().await {
        Ok(ended) => ended.into_iter().for_each(|session| state.github.forget(session)),
        Err(error) => tracing::error!(%error, "the sweep failed and will be tried again"),
    }
    if let Err(error) = access::renew_due(state, stopping).await {
        tracing::error!(%error, "grants could not be renewed ahead");
    }
    if let Err(error) = rekey::reseal(&state.db, &state.config.keyring).await {
        tracing::error!(%error, "old seals could not be replaced");
    }
    state.sign_in_rate.sweep();
}

/// Works through the revocation queue, until it is empty or the process stops.
pub async fn kill(state: &AppState, stopping: &CancellationToken) {
    while !stopping.is_cancelled() {
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

async fn every<F: Future<Output = ()>>(
    period: Duration,
    stopping: CancellationToken,
    state: AppState,
    work: impl Fn(AppState, CancellationToken) -> F,
) {
    let mut turns = interval(period);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = turns.tick() => work(state.clone(), stopping.clone()).await,
        }
    }
}
