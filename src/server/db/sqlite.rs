use std::{io, os::unix::fs::OpenOptionsExt, path::Path, time::Duration};

use sqlx::{AnyPool, AssertSqlSafe, Connection, Executor, any::AnyPoolOptions, migrate::Migrator};

use super::Error;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// FULL, because a sign-out that was answered must survive a power cut. What is deleted is overwritten: "delete my data"
/// means the file, too.
const SETTINGS: &str = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

/// The log is cut to this after each checkpoint, in bytes; a burst of writes would else leave it as large as it was.
const WRITER: &str = "PRAGMA journal_size_limit = 4194304;";

/// Writes the log back into the file and cuts it to nothing, so that what it held is gone. Gives 1 where somebody still
/// reads from it (<https://www.sqlite.org/pragma.html#pragma_wal_checkpoint>).
pub(super) const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// A reader that is asked to write says no, instead of standing in the writers' way.
const READ_ONLY: &str = "PRAGMA query_only = ON;";

/// Takes the write lock at once: a transaction that reads before it writes would otherwise fail with `SQLITE_BUSY` when
/// another wrote in between.
pub(super) const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

const READERS: u32 = 8;

/// Opens or creates the file behind `url` in WAL mode, so that readers never wait for the writer. Its tables stay as
/// they are.
pub(super) async fn open_writer(url: &str, patience: Duration) -> Result<AnyPool, Error> {
    if let Some(file) = file_of(url).map(Path::new) {
        make_folder_of(file)?;
        // Made by SQLite, it would be everybody's to read; its WAL takes the mode over.
        std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    }
    let pool = options(patience, WRITER).max_connections(1).connect(&address(url)).await?;
    pool.execute("PRAGMA journal_mode = WAL").await?;
    Ok(pool)
}

pub(super) fn make_folder_of(file: &Path) -> io::Result<()> {
    std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))
}

/// Connections that change nothing, to a file that is there.
pub(super) async fn open_readers(url: &str, patience: Duration) -> Result<AnyPool, Error> {
    options(patience, READ_ONLY).max_connections(READERS).connect(&address(url)).await
}

fn options(patience: Duration, more: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .acquire_timeout(patience)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                let settings = format!("{SETTINGS} {} {more}", busy_timeout(patience));
                connection.execute(AssertSqlSafe(settings)).await?;
                Ok(())
            })
        })
        // On a full disk SQLite rolls back by itself, and sqlx then counts a transaction that is not there.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

fn address(url: &str) -> String {
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}mode=rwc")
}

/// How long `SQLite` waits for a lock that another process holds.
pub(super) fn busy_timeout(patience: Duration) -> String {
    format!("PRAGMA busy_timeout = {};", patience.as_millis().clamp(1, 1_000_000))
}

/// `SQLITE_BUSY` and `SQLITE_LOCKED` with all their extended codes, whose low byte is the primary one
/// (<https://www.sqlite.org/rescode.html>).
pub(super) fn is_busy_code(code: i64) -> bool {
    matches!(code & 0xff, 5 | 6)
}

/// The file a `SQLite` address names.
#[must_use]
pub fn file_of(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    path.split('?').next().filter(|path| !path.is_empty() && *path != ":memory:")
}
