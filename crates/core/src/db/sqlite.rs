use std::{
    fmt::Display,
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
    if let Ok(file) = file_of(url) {
        make_folder_of(&file)?;
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

/// The file that `SQLite` opens for `url`, as sqlx reads it: `%20` is a space, `#` is a `#`.
///
/// # Errors
///
/// A sentence, to go on after the setting's name, about what is no file that can be written to.
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
    // SQLite would read it as an address once more.
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
