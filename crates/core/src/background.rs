//! What happens without a request: sweeping, renewing ahead, re-sealing, and killing pairs at GitHub. Every instance does
//! all of it, and none stands in another's way.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
use tokio::time::{MissedTickBehavior, interval};

use super::{access, error::panic_text, rekey, state::CoreState};

/// How often limits are judged unseen, token sets renewed ahead and old seals replaced.
const TURN: Duration = Duration::from_mins(1);

/// How often the revocation queue is looked at. An empty one costs a read.
const KILL: Duration = Duration::from_secs(5);

/// Starts the work on the state's task tracker. It ends soon after the state says that the process is stopping, never in
/// the middle of a pair.
pub fn start(state: &CoreState) {
    state.tasks.spawn(every("sweep", TURN, state.clone(), async |state| sweep(&state).await));
    state.tasks.spawn(every("renew", TURN, state.clone(), async |state| renew(&state).await));
    state.tasks.spawn(every("reseal", TURN, state.clone(), async |state| reseal(&state).await));
    state.tasks.spawn(every("kill", KILL, state.clone(), async |state| kill(&state).await));
}

/// One turn of everything but the killing. What fails is tried again at the next.
pub async fn turn(state: &CoreState) {
    sweep(state).await;
    renew(state).await;
    reseal(state).await;
}

async fn sweep(state: &CoreState) {
    match state.lifecycle.sweep().await {
        Ok(swept) => swept.ended.into_iter().for_each(|session| state.github.forget(session)),
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

/// Works through the revocation queue, until it is empty or the process stops.
pub async fn kill(state: &CoreState) {
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

/// Does `work` once each `period`, until the state says that the process is stopping. A turn that panics is counted and
/// logged, and costs that turn: the next one comes as always.
pub async fn every<F: Future<Output = ()>>(
    name: &'static str,
    period: Duration,
    state: CoreState,
    work: impl Fn(CoreState) -> F,
) {
    let mut turns = interval(period);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut panics = 0_u64;
    loop {
        tokio::select! {
            () = state.stopping.cancelled() => return,
            _ = turns.tick() => {
                // What a broken turn leaves half done is in the database, where transactions are whole or not there.
                if let Err(panic) = AssertUnwindSafe(async { work(state.clone()).await }).catch_unwind().await {
                    panics += 1;
                    let text = panic_text(&*panic);
                    tracing::error!(work = name, panics, panic = text, "a turn in the background broke; the next will come");
                }
            }
        }
    }
}
