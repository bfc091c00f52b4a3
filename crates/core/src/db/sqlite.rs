use std::{
    fmt::Display,
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    AnyPool, AssertSqlSafe, ConnectOptions, Connection, Executor, any::AnyPoolOptions, migrate::Migrator,
    sqlite::SqliteConnectOptions,
};
use url::{Url, form_urlencoded};

use super::Error;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// `FULL`, because a sign-out that was answered must survive a power cut. `secure_delete` overwrites what is deleted:
/// "delete my data" includes the file.
const SETTINGS: &str = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

/// In bytes. A checkpoint cuts the log to this size; otherwise a burst of writes would leave it large for good.
const WRITER: &str = "PRAGMA journal_size_limit = 4194304;";

/// Writes the log back into the file and truncates it, so that what it held is gone. Returns 1 while somebody still reads
/// from it (<https://www.sqlite.org/pragma.html#pragma_wal_checkpoint>).
pub(super) const TRUNCATE_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// A write on a reader's connection fails, instead of competing with the writer.
const READ_ONLY: &str = "PRAGMA query_only = ON;";

/// Takes the write lock at once: a transaction that reads before it writes would otherwise fail with `SQLITE_BUSY` if
/// another wrote in between.
pub(super) const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

const READERS: u32 = 8;

/// Opens or creates the file behind `url` in WAL mode, so that readers never wait for the writer. Runs no migration.
pub(super) async fn open_writer(url: &str, patience: Duration) -> Result<AnyPool, Error> {
    if let Ok(file) = file_of(url) {
        create_parent(&file)?;
        // SQLite would create it readable for everybody. Its log inherits the mode.
        OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    }
    let pool = options(patience, WRITER).max_connections(1).connect(&address(url)).await?;
    pool.execute("PRAGMA journal_mode = WAL").await?;
    Ok(pool)
}

fn create_parent(file: &Path) -> io::Result<()> {
    std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))
}

/// While the returned file is open, no other process migrates the database at `url`. Each migration checks and then writes
/// in a transaction of its own: of two processes that had both seen an empty file, one would fail.
///
/// The lock is on an empty file beside the database, since `SQLite` has its own on the database itself. It ends with the
/// process; the file stays. Commands that never migrate do not take it.
pub(super) async fn startup_lock(url: &str) -> Result<Option<File>, Error> {
    let Ok(database) = file_of(url) else { return Ok(None) };
    let mut path = database.into_os_string();
    path.push(".lock");
    let locked = tokio::task::spawn_blocking(move || {
        let path = PathBuf::from(path);
        create_parent(&path)?;
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
        file.lock()?;
        Ok::<_, io::Error>(file)
    });
    Ok(Some(locked.await.map_err(io::Error::other)??))
}

/// Read-only connections to a file that exists.
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
        // On a full disk SQLite rolls back by itself, and sqlx still counts the transaction as open.
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

/// `SQLITE_BUSY`, `SQLITE_LOCKED` and their extended codes, whose low byte is the primary code
/// (<https://www.sqlite.org/rescode.html>).
pub(super) fn is_busy_code(code: i64) -> bool {
    matches!(code & 0xff, 5 | 6)
}

/// The file that `SQLite` opens for `url`, as sqlx reads it: `%20` is a space, `#` is a `#`.
///
/// # Errors
///
/// A sentence that continues after the setting's name, if `url` names no writable file.
pub fn file_of(url: &str) -> Result<PathBuf, String> {
    let unreadable = |error: &dyn Display| {
        format!("can't be read as an address ({error}); write it like sqlite://data/gatehouse.db, a space as %20")
    };
    let address: Url = url.parse().map_err(|error| unreadable(&error))?;
    let options = SqliteConnectOptions::from_url(&address).map_err(|error| unreadable(&error))?;
    let (path, parameters) = address.as_str().split_once('?').unwrap_or((address.as_str(), ""));
    let asks = |wanted: &[(&str, &str)]| {
        let mut pairs = form_urlencoded::parse(parameters.as_bytes());
        pairs.any(|(name, value)| wanted.contains(&(&*name, &*value)))
    };
    let file = options.get_filename();
    if path.ends_with(":memory:") || asks(&[("mode", "memory")]) || file.as_os_str().is_empty() {
        return Err("must name a file; each connection would get a memory of its own".to_owned());
    }
    if asks(&[("mode", "ro"), ("immutable", "true"), ("immutable", "1")]) {
        return Err("must let the database be written to: no mode=ro, no immutable".to_owned());
    }
    // SQLite would parse it as a URI once more.
    if file.to_string_lossy().starts_with("file:") {
        return Err("must name the file by its path, without file:".to_owned());
    }
    Ok(file.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rstest::rstest;

    use super::file_of;

    #[rstest]
    #[case("sqlite://data/gatehouse.db", "data/gatehouse.db")]
    #[case("sqlite:data/gatehouse.db", "data/gatehouse.db")]
    #[case("sqlite:///var/lib/gate house.db", "/var/lib/gate house.db")]
    #[case("sqlite://data/my%20gate.db?mode=rwc", "data/my gate.db")]
    #[case("sqlite://data/my gate.db", "data/my gate.db")]
    #[case("sqlite://data/a#b.db", "data/a#b.db")]
    #[case("sqlite://data/a%23b%3Fc.db", "data/a#b?c.db")]
    #[case("sqlite://data/100%.db", "data/100%.db")]
    #[case("sqlite://data/100%25.db", "data/100%.db")]
    #[case("sqlite://../gate/\u{30b2}\u{30fc}\u{30c8}.db", "../gate/\u{30b2}\u{30fc}\u{30c8}.db")]
    fn an_address_names_the_file_that_is_opened(#[case] url: &str, #[case] file: &str) {
        assert_eq!(file_of(url).as_deref(), Ok(Path::new(file)));
    }

    #[rstest]
    #[case("sqlite::memory:")]
    #[case("sqlite://")]
    #[case("sqlite://data/gate.db?mode=memory")]
    #[case("sqlite://data/gate.db?cache=shared&mode=ro")]
    #[case("sqlite://data/gate.db?immutable=1")]
    #[case("sqlite://data/gate.db?journal=wal")]
    #[case("sqlite:file:gate.db")]
    #[case("sqlite://data/%ff.db")]
    fn what_is_no_file_to_write_to_is_refused(#[case] url: &str) {
        assert!(file_of(url).is_err(), "{:?}", file_of(url));
    }
}
