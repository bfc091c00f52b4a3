use std::{os::unix::fs::OpenOptionsExt, path::Path, time::Duration};

use sqlx::{AnyPool, Connection, Executor, any::AnyPoolOptions, migrate::Migrator};

use super::Error;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// A writer waits five seconds for another to finish. FULL, because a sign-out that was answered must survive a power
/// cut. What is deleted is overwritten: "delete my data" means the file, too.
const SETTINGS: &str = "
    PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

/// Takes the write lock at once: a transaction that reads before it writes would otherwise fail with `SQLITE_BUSY` when
/// another wrote in between.
pub(super) const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

/// Opens or creates the file behind `url` in WAL mode, so that readers never wait for the writer. Its tables stay as
/// they are.
pub(super) async fn open(url: &str) -> Result<AnyPool, Error> {
    if let Some(file) = file_of(url).map(Path::new) {
        std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
        // Made by SQLite, it would be everybody's to read; its WAL takes the mode over.
        std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    let pool = AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(5))
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(SETTINGS).await?;
                Ok(())
            })
        })
        // On a full disk SQLite rolls back by itself, and sqlx then counts a transaction that is not there.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect(&format!("{url}{separator}mode=rwc"))
        .await?;
    pool.execute("PRAGMA journal_mode = WAL").await?;
    Ok(pool)
}

/// The file a `SQLite` address names.
#[must_use]
pub fn file_of(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    path.split('?').next().filter(|path| !path.is_empty() && *path != ":memory:")
}
