use std::{
    io,
    time::{Duration, Instant},
};

use sqlx::{Any, AnyPool, AssertSqlSafe, Executor, pool::PoolConnection};
use tokio::sync::Semaphore;

use super::{Error, sqlite};

/// How many may wait to write, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct QueueLimits {
    /// One more is turned away at once: it would hardly get its turn in time, and whoever waits holds memory.
    pub places: usize,
    /// For the one connection and the write lock together.
    pub patience: Duration,
}

impl Default for QueueLimits {
    fn default() -> Self {
        Self { places: 32, patience: Duration::from_secs(5) }
    }
}

/// `SQLite` has one writer at a time, so there is one connection to write by, and whoever wants it stands in a line that is
/// fair and has an end.
#[derive(Debug)]
pub(super) struct Queue {
    writer: AnyPool,
    places: Semaphore,
    limits: QueueLimits,
}

impl Queue {
    pub(super) fn new(writer: AnyPool, limits: QueueLimits) -> Self {
        Self { writer, places: Semaphore::new(limits.places), limits }
    }

    /// In its turn, with whatever is left of the patience to wait for the write lock.
    pub(super) async fn connection(&self) -> Result<PoolConnection<Any>, Error> {
        let place = self.places.try_acquire().map_err(|_| full())?;
        let connection = self.connection_past_the_queue().await;
        drop(place);
        connection
    }

    pub(super) async fn connection_if_quiet(&self) -> Result<PoolConnection<Any>, Error> {
        if self.waiting() > self.limits.places / 2 { Err(full()) } else { self.connection().await }
    }

    pub(super) async fn connection_past_the_queue(&self) -> Result<PoolConnection<Any>, Error> {
        let asked = Instant::now();
        let mut connection = self.writer.acquire().await?;
        let left = self.limits.patience.saturating_sub(asked.elapsed());
        // A connection keeps what the one before has set.
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

/// Whether the database has no time, rather than a fault: nothing was changed, and another try may succeed.
#[must_use]
pub fn is_busy(error: &Error) -> bool {
    match error {
        Error::PoolTimedOut => true,
        Error::Io(error) => error.kind() == io::ErrorKind::ResourceBusy,
        Error::Database(error) => error.code().and_then(|code| code.parse().ok()).is_some_and(sqlite::is_busy_code),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, full, is_busy};

    #[test]
    fn no_time_is_told_from_a_fault() {
        assert!(is_busy(&Error::PoolTimedOut) && is_busy(&full()));
        assert!(!is_busy(&Error::PoolClosed) && !is_busy(&Error::RowNotFound));
        assert!(!is_busy(&Error::Io(std::io::Error::other("the disk is gone"))));
    }
}
