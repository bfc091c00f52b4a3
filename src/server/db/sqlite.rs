use std::{path::Path, time::Duration};

use sqlx::{AnyPool, Executor, any::AnyPoolOptions, migrate::Migrator};

use super::Error;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// A writer waits five seconds for another to finish. FULL, because a sign-out that was answered must survive a power
/// cut.
const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;";

/// Opens or creates the file behind `url` in WAL mode, so that readers never wait for the writer.
pub(super) async fn open(url: &str) -> Result<AnyPool, Error> {
    if let Some(folder) = file_of(url).and_then(|file| Path::new(file).parent()) {
        std::fs::create_dir_all(folder)?;
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
        .connect(&format!("{url}{separator}mode=rwc"))
        .await?;
    pool.execute("PRAGMA journal_mode = WAL").await?;
    MIGRATIONS.run(&pool).await?;
    Ok(pool)
}

/// The file a `SQLite` address names.
#[must_use]
pub fn file_of(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    path.split('?').next().filter(|path| !path.is_empty() && *path != ":memory:")
}
