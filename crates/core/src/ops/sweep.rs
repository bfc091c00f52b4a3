use std::process::ExitCode;

use super::{
    desk::{Desk, Failure},
    say::{count, say},
};
use crate::{db::revocations, lifecycle::BATCH_PAUSE};

/// `sweep`: what servers do in the background, once and to the end: sessions past a limit end, what is forgotten with time
/// is forgotten, and every queued pair that is due has its turn at GitHub.
pub(super) async fn sweep(desk: &Desk) -> Result<ExitCode, Failure> {
    let lifecycle = desk.lifecycle();
    let mut ended = 0;
    loop {
        let swept = lifecycle.sweep().await?;
        ended += swept.ended.len();
        if !swept.more {
            break;
        }
        tokio::time::sleep(BATCH_PAUSE).await;
    }
    say(format!("Ended {} past a limit, and forgot what is kept for a time only.", count(ended, "session")));
    let worker = desk.revocations()?;
    let mut turns = 0;
    while worker.work_one().await? {
        turns += 1;
    }
    let left = revocations::count(&desk.db).await?;
    say(format!("Asked GitHub to end {}; {} left in the queue.", count(turns, "queued pair"), left));
    Ok(ExitCode::SUCCESS)
}
