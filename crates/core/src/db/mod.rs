//! The database: every SQL statement of the crate, one file for each table, and the connections they run on.
//!
//! A function that takes `&Db` runs a statement of its own; one that takes `&mut Write` is part of the caller's
//! transaction.
//!
//! `sqlx::Any` carries the statements, and both `SQLite` and `PostgreSQL` understand them: `$1` parameters, `RETURNING`,
//! `ON CONFLICT`, the view `database_clock`. What differs between engines is in `sqlite.rs` (how it opens, how a write
//! begins, which errors mean "busy") and in the migrations; another engine needs a file beside it, and this one to choose.

mod columns;
pub mod flows;
pub mod kept_pairs;
mod lookups;
pub mod pending_actions;
pub mod revocations;
pub mod sealed_pairs;
pub mod security_events;
pub mod sessions;
mod sqlite;
pub mod token_sets;
pub mod tombstones;
pub mod viewers;
mod write_queue;

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use sqlx::{Any, AnyPool, SqlSafeStr, Transaction, pool::PoolConnection};

use self::{
    lookups::{AskOtherwise, Lookups},
    write_queue::WriteQueue,
};
pub use self::{
    sqlite::file_of as sqlite_file,
    write_queue::{QueueLimits, is_busy, retry_until_written},
};

pub type Error = sqlx::Error;

/// A transaction that may write.
pub type Write = Transaction<'static, Any>;

/// A handle to the database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Db {
    readers: AnyPool,
    lookups: Lookups,
    writers: Arc<WriteQueue>,
    /// The log may still hold deleted rows.
    log_needs_truncating: Arc<AtomicBool>,
    queries: Arc<AtomicU64>,
}

/// How the database's tables relate to this program's migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Current,
    /// The number of migrations that the next start will run.
    Outdated(usize),
    /// A newer version of the program has migrated it.
    TooNew,
}

/// How `SQLite` and `PostgreSQL` report a table that does not exist.
const NO_TABLE: [&str; 2] = ["no such table", "does not exist"];

impl Db {
    /// Opens the database at `url`, creates it if it is embedded and new, and runs the migrations.
    pub async fn open(url: &str, limits: QueueLimits) -> Result<Self, Error> {
        // Several processes may start at once.
        let _lock = sqlite::startup_lock(url).await?;
        let db = Self::open_without_migrating(url, limits).await?;
        sqlite::MIGRATIONS.run(&mut *db.writers.connection().await?).await?;
        Ok(db)
    }

    /// Opens the database without migrating it, which is for a server's start to do, never for a command beside a running
    /// server. Check [`Db::schema`] before using it.
    pub async fn open_without_migrating(url: &str, limits: QueueLimits) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let writer = sqlite::open_writer(url, limits.patience).await?;
        let readers = sqlite::open_readers(url, limits.patience).await?;
        Ok(Self {
            readers,
            lookups: Lookups::new(sqlite::file_of(url).ok()),
            writers: Arc::new(WriteQueue::new(writer, limits)),
            log_needs_truncating: Arc::default(),
            queries: Arc::default(),
        })
    }

    /// Compares the migrations that were run with those this program knows.
    pub async fn schema(&self) -> Result<Schema, Error> {
        let run = match sqlx::query_scalar("SELECT version FROM _sqlx_migrations").fetch_all(self.read()).await {
            Ok(run) => run,
            Err(Error::Database(error)) if NO_TABLE.iter().any(|text| error.message().contains(text)) => Vec::new(),
            Err(error) => return Err(error),
        };
        let known: Vec<i64> = sqlite::MIGRATIONS.iter().map(|migration| migration.version).collect();
        if run.iter().any(|version| !known.contains(version)) {
            return Ok(Schema::TooNew);
        }
        match known.iter().filter(|version| !run.contains(version)).count() {
            0 => Ok(Schema::Current),
            missing => Ok(Schema::Outdated(missing)),
        }
    }

    /// Looks for a session that cannot exist: succeeds if the database answers and has its tables.
    pub async fn ping(&self) -> Result<(), Error> {
        let query = sqlx::query("SELECT state FROM sessions WHERE id_hash = $1").bind([].as_slice());
        query.fetch_optional(self.read()).await.map(drop)
    }

    /// The database's own clock, in seconds.
    pub async fn clock(&self) -> Result<i64, Error> {
        sqlx::query_scalar("SELECT now FROM database_clock").fetch_one(self.read()).await
    }

    /// For a single SELECT. These connections are read-only and never wait for a writer.
    #[must_use]
    pub fn read(&self) -> &AnyPool {
        self.count();
        &self.readers
    }

    /// The first row of a SELECT that every request needs.
    fn look_up<T>(
        &self,
        statement: &str,
        parameters: impl rusqlite::Params,
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, AskOtherwise> {
        let found = self.lookups.first(statement, parameters, read)?;
        self.count();
        Ok(found)
    }

    /// The connection for a single writing statement, to be held only while that statement runs.
    ///
    /// # Errors
    ///
    /// At once if too many writers wait, and later if the connection did not become free in time. The statement itself
    /// fails if another process holds the write lock for longer. [`is_busy`] distinguishes these from other failures.
    pub async fn write_one(&self) -> Result<PoolConnection<Any>, Error> {
        self.count();
        self.writers.connection().await
    }

    /// As [`Db::write_one`], for a statement that nobody waits for: it is turned away once half of the queue is taken, so
    /// that the rest stays free for what people do.
    ///
    /// # Errors
    ///
    /// As [`Db::write_one`].
    pub async fn write_low_priority(&self) -> Result<PoolConnection<Any>, Error> {
        self.count();
        self.writers.connection_low_priority().await
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

    /// As [`Db::write`], for data that cannot be had again: it ignores the queue's limit, and waits several times as long.
    ///
    /// # Errors
    ///
    /// If all of that was in vain, or the database fails for another reason.
    pub async fn write_critical(&self) -> Result<Write, Error> {
        self.count();
        let mut tries = 1;
        loop {
            let begun = async { begin(self.writers.connection_beyond_limit().await?).await };
            match begun.await {
                Err(error) if is_busy(&error) && tries < 4 => tries += 1,
                result => return result,
            }
        }
    }

    /// Removes deleted rows from the write-ahead log, too, which otherwise keeps the pages as they were before. If somebody
    /// still reads from the log, [`Db::finish_truncating_log`] tries again later.
    pub async fn truncate_log(&self) -> Result<(), Error> {
        self.log_needs_truncating.store(true, Ordering::Relaxed);
        self.finish_truncating_log().await
    }

    /// Does what [`Db::truncate_log`] could not do yet, if anything.
    pub async fn finish_truncating_log(&self) -> Result<(), Error> {
        if self.log_needs_truncating.swap(false, Ordering::Relaxed) {
            let truncated = async {
                let busy: i64 =
                    sqlx::query_scalar(sqlite::TRUNCATE_LOG).fetch_one(&mut *self.write_one().await?).await?;
                Ok(busy == 0)
            };
            let truncated: Result<bool, Error> = truncated.await;
            self.log_needs_truncating.fetch_or(!matches!(truncated, Ok(true)), Ordering::Relaxed);
            truncated?;
        }
        Ok(())
    }

    #[must_use]
    pub fn waiting_writers(&self) -> usize {
        self.writers.waiting()
    }

    /// How many statements and transactions this process has run.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Waits for running queries and closes every connection, the writer's last: `SQLite` then truncates its log.
    pub async fn close(&self) {
        self.lookups.close();
        self.readers.close().await;
        self.writers.close().await;
    }

    fn count(&self) {
        self.queries.fetch_add(1, Ordering::Relaxed);
    }
}

async fn begin(connection: PoolConnection<Any>) -> Result<Write, Error> {
    Transaction::begin(connection, Some(sqlite::BEGIN_WRITE.into_sql_str())).await
}
