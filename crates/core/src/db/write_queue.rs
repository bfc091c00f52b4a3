use std::{
    io,
    time::{Duration, Instant},
};

use futures::future::BoxFuture;
use sqlx::{Any, AnyPool, AssertSqlSafe, Executor, pool::PoolConnection};
use tokio::{
    sync::Semaphore,
    time::{self, sleep, timeout_at},
};

use super::{Error, sqlite};

/// How many writers may wait, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct QueueLimits {
    /// The next writer is turned away at once: it would hardly get its turn in time, and waiting costs memory.
    pub places: usize,
    /// For the one connection and the write lock together.
    pub patience: Duration,
}

impl Default for QueueLimits {
    fn default() -> Self {
        Self { places: 32, patience: Duration::from_secs(5) }
    }
}

/// `SQLite` has one writer at a time, so there is one connection for writing, with a fair and bounded queue before it.
#[derive(Debug)]
pub(super) struct WriteQueue {
    writer: AnyPool,
    places: Semaphore,
    limits: QueueLimits,
}

impl WriteQueue {
    pub(super) fn new(writer: AnyPool, limits: QueueLimits) -> Self {
        Self { writer, places: Semaphore::new(limits.places), limits }
    }

    /// Waits for its turn. What remains of the patience is the connection's timeout for the write lock.
    pub(super) async fn connection(&self) -> Result<PoolConnection<Any>, Error> {
        let place = self.places.try_acquire().map_err(|_| full())?;
        let connection = self.connection_beyond_limit().await;
        drop(place);
        connection
    }

    /// Only while at most half of the places are taken.
    pub(super) async fn connection_low_priority(&self) -> Result<PoolConnection<Any>, Error> {
        if self.waiting() > self.limits.places / 2 { Err(full()) } else { self.connection().await }
    }

    /// Waits for its turn even if all places are taken.
    pub(super) async fn connection_beyond_limit(&self) -> Result<PoolConnection<Any>, Error> {
        let start = Instant::now();
        let mut connection = self.writer.acquire().await?;
        let left = self.limits.patience.saturating_sub(start.elapsed());
        // The connection still has the timeout of its previous use.
        connection.execute(AssertSqlSafe(sqlite::busy_timeout(left))).await?;
        Ok(connection)
    }

    pub(super) fn waiting(&self) -> usize {
        self.limits.places - self.places.available_permits()
    }

    pub(super) async fn close(&self) {
        self.writer.close().await;
    }
}

fn full() -> Error {
    Error::Io(io::Error::new(io::ErrorKind::ResourceBusy, "too many writers wait for the database"))
}

/// Whether the database is overloaded rather than broken: nothing was changed, and another try may succeed.
#[must_use]
pub fn is_busy(error: &Error) -> bool {
    match error {
        Error::PoolTimedOut => true,
        Error::Io(error) => error.kind() == io::ErrorKind::ResourceBusy,
        Error::Database(error) => error.code().and_then(|code| code.parse().ok()).is_some_and(sqlite::is_busy_code),
        _ => false,
    }
}

/// The wait after the first failure; doubled each time, up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Repeats `work` until it succeeds or `limit` has passed: for an answer that GitHub gives only once. `on_failure` is called
/// for every failure that is followed by another try. `work` must be idempotent, since a commit can fail after it took
/// effect.
///
/// # Errors
///
/// The last failure.
pub async fn retry_until_written<'w, T>(
    limit: Duration,
    work: impl Fn() -> BoxFuture<'w, Result<T, Error>>,
    on_failure: impl Fn(&Error),
) -> Result<T, Error> {
    let deadline = time::Instant::now() + limit;
    let mut wait = FIRST_WAIT;
    loop {
        let error = match timeout_at(deadline, work()).await {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(error)) => error,
            Err(_) => Error::PoolTimedOut,
        };
        if time::Instant::now() + wait >= deadline {
            return Err(error);
        }
        on_failure(&error);
        sleep(wait).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, full, is_busy};

    #[test]
    fn overload_is_not_mistaken_for_a_fault() {
        assert!(is_busy(&Error::PoolTimedOut) && is_busy(&full()));
        assert!(!is_busy(&Error::PoolClosed) && !is_busy(&Error::RowNotFound));
        assert!(!is_busy(&Error::Io(std::io::Error::other("the disk is gone"))));
    }
}
