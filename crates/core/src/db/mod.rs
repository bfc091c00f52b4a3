//! The database: readers that wait for nobody, writers in one queue, migrations run by the program.
//!
//! Every query is one text for all engines (`$1` parameters, `RETURNING`, `ON CONFLICT`); `sqlx::Any` carries it.
//! Another engine joins with a file beside `sqlite.rs`: how it opens, how a write begins, its folder of migrations.

mod insist;
mod opening;
mod queue;
mod sqlite;
mod tables;

pub use insist::insist;
pub use queue::{QueueLimits, is_busy};
pub use sqlite::file_of as sqlite_file;
pub use tables::Tables;

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use queue::Queue;
use sqlx::{Any, AnyPool, SqlSafeStr, Transaction, pool::PoolConnection};

pub type Error = sqlx::Error;

/// A transaction that may write.
pub type Write = Transaction<'static, Any>;

/// A handle on the database; clones share its connections.
#[derive(Clone, Debug)]
pub struct Db {
    readers: AnyPool,
    writers: Arc<Queue>,
    /// Something was deleted that the log still holds.
    emptying: Arc<AtomicBool>,
    uses: Arc<AtomicU64>,
}

impl Db {
    /// Opens the database named by `url`, creates it where it is embedded and new, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// When it cannot be opened, or a migration fails.
    pub async fn open(url: &str, limits: QueueLimits) -> Result<Self, Error> {
        // Several processes may be started at once.
        let _alone = opening::alone(url).await?;
        let db = Self::open_as_it_is(url, limits).await?;
        sqlite::MIGRATIONS.run(&mut *db.writers.connection().await?).await?;
        Ok(db)
    }

    /// Opens the database and leaves its tables as they are: they are for a server's start to change, and never for a
    /// command beside a running one. Ask [`Db::tables`] before using it.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub async fn open_as_it_is(url: &str, limits: QueueLimits) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let writer = sqlite::open_writer(url, limits.patience).await?;
        let readers = sqlite::open_readers(url, limits.patience).await?;
        Ok(Self {
            readers,
            writers: Arc::new(Queue::new(writer, limits)),
            emptying: Arc::default(),
            uses: Arc::default(),
        })
    }

    /// Where a single SELECT goes. The connections behind it change nothing, and wait for no writer.
    #[must_use]
    pub fn read(&self) -> &AnyPool {
        self.count();
        &self.readers
    }

    /// The connection for a single statement that changes something, for as long as that statement runs.
    ///
    /// # Errors
    ///
    /// At once when too many writers wait, and when the connection was not to be had in time. The statement itself fails
    /// where another process holds the write lock for longer. [`is_busy`] tells these from other failures.
    pub async fn write_one(&self) -> Result<PoolConnection<Any>, Error> {
        self.count();
        self.writers.connection().await
    }

    /// As [`Db::write_one`], for a statement that nobody waits for: where half the queue is taken already it is turned
    /// away, so that the rest stays free for what people do.
    ///
    /// # Errors
    ///
    /// As [`Db::write_one`].
    pub async fn write_minor(&self) -> Result<PoolConnection<Any>, Error> {
        self.count();
        self.writers.connection_if_quiet().await
    }

    /// Begins a transaction that may read before it writes.
    ///
    /// # Errors
    ///
    /// As [`Db::write_one`]; the write lock is taken at the beginning.
    pub async fn write(&self) -> Result<Write, Error> {
        self.count();
        begin(self.writers.connection().await?).await
    }

    /// As [`Db::write`], for what is lost if it is not written: it waits past a full queue, and several times as long.
    ///
    /// # Errors
    ///
    /// When all of that was in vain, or the database fails for another reason.
    pub async fn write_surely(&self) -> Result<Write, Error> {
        self.count();
        let mut tries = 1;
        loop {
            let begun = async { begin(self.writers.connection_past_the_queue().await?).await };
            match begun.await {
                Err(error) if is_busy(&error) && tries < 4 => tries += 1,
                ended => return ended,
            }
        }
    }

    /// Has the log forget what was deleted: until then it holds the pages as they were before. Where others still read
    /// from it, [`Db::finish_emptying`] does so later.
    ///
    /// # Errors
    ///
    /// As [`Db::write_one`].
    pub async fn empty_log(&self) -> Result<(), Error> {
        self.emptying.store(true, Ordering::Relaxed);
        self.finish_emptying().await
    }

    /// Tries once more what [`Db::empty_log`] left undone.
    ///
    /// # Errors
    ///
    /// As [`Db::write_one`].
    pub async fn finish_emptying(&self) -> Result<(), Error> {
        if self.emptying.swap(false, Ordering::Relaxed) {
            let emptied = async {
                let busy: i64 = sqlx::query_scalar(sqlite::EMPTY_LOG).fetch_one(&mut *self.write_one().await?).await?;
                Ok(busy == 0)
            };
            let emptied: Result<bool, Error> = emptied.await;
            self.emptying.fetch_or(!matches!(emptied, Ok(true)), Ordering::Relaxed);
            emptied?;
        }
        Ok(())
    }

    /// How many writers wait for the one who writes.
    #[must_use]
    pub fn waiting_writers(&self) -> usize {
        self.writers.waiting()
    }

    /// How many statements and transactions were run until now.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.uses.load(Ordering::Relaxed)
    }

    /// Waits for running queries and closes every connection, the writer's last: `SQLite` then empties its log.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }

    fn count(&self) {
        self.uses.fetch_add(1, Ordering::Relaxed);
    }
}

async fn begin(connection: PoolConnection<Any>) -> Result<Write, Error> {
    Transaction::begin(connection, Some(sqlite::BEGIN_WRITE.into_sql_str())).await
}
