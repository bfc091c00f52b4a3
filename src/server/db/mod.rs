//! The database: one pool, write transactions that cannot be upgraded too late, migrations run by the program.
//!
//! Every query is one text for all engines (`$1` parameters, `RETURNING`, `ON CONFLICT`); `sqlx::Any` carries it.
//! Another engine joins with a file beside `sqlite.rs`: how it opens, how a write begins, its folder of migrations.

mod insist;
mod sqlite;
mod tables;

pub use insist::insist;
pub use sqlite::file_of as sqlite_file;
pub use tables::Tables;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sqlx::{Any, AnyPool, Transaction};

pub type Error = sqlx::Error;

/// A transaction that may write.
pub type Write = Transaction<'static, Any>;

/// A handle on the database; clones share the pool.
#[derive(Clone, Debug)]
pub struct Db {
    pool: AnyPool,
    uses: Arc<AtomicU64>,
}

impl Db {
    /// Opens the database named by `url`, creates it where it is embedded and new, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// When it cannot be opened, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let db = Self::open_as_it_is(url).await?;
        sqlite::MIGRATIONS.run(&db.pool).await?;
        Ok(db)
    }

    /// Opens the database and leaves its tables as they are: they are for a server's start to change, and never for a
    /// command beside a running one. Ask [`Db::tables`] before using it.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub async fn open_as_it_is(url: &str) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        Ok(Self { pool: sqlite::open(url).await?, uses: Arc::default() })
    }

    /// Where single statements go: call it once for each.
    #[must_use]
    pub fn single(&self) -> &AnyPool {
        self.uses.fetch_add(1, Ordering::Relaxed);
        &self.pool
    }

    /// Begins a transaction that may read before it writes.
    ///
    /// # Errors
    ///
    /// When no connection or the write lock is to be had within five seconds.
    pub async fn write(&self) -> Result<Write, Error> {
        self.uses.fetch_add(1, Ordering::Relaxed);
        self.pool.begin_with(sqlite::BEGIN_WRITE).await
    }

    /// How many statements and transactions were run until now.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.uses.load(Ordering::Relaxed)
    }

    /// Waits for running queries and closes the pool.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
