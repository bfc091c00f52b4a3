use std::time::Duration;

use futures::future::BoxFuture;
use tokio::time::{Instant, sleep, timeout_at};

use super::Error;

/// Between two tries, at first; doubled each time, up to two seconds.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Does `work` until the database takes it, for as long as `hold` at most: for what GitHub says once only. `failed` hears
/// of every failure that is followed by another try. `work` must bear being done twice, since a commit can break after it
/// was done.
///
/// # Errors
///
/// The last failure.
pub async fn insist<'w, T>(
    hold: Duration,
    work: impl Fn() -> BoxFuture<'w, Result<T, Error>>,
    failed: impl Fn(&Error),
) -> Result<T, Error> {
    let give_up = Instant::now() + hold;
    let mut wait = FIRST_WAIT;
    loop {
        let error = match timeout_at(give_up, work()).await {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(error)) => error,
            Err(_) => Error::PoolTimedOut,
        };
        if Instant::now() + wait >= give_up {
            return Err(error);
        }
        failed(&error);
        sleep(wait).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}
