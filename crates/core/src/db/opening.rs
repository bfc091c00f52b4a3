use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::{Error, sqlite};

/// While this lives, no other process opens the database at `url` or changes its tables. Migrations look first and write
/// then, each in a transaction of its own: of two processes that have both seen an empty file, one would fail.
///
/// The lock is on an empty file beside the database, since `SQLite` has its own on the database itself; it ends with the
/// process, and the file stays. Commands that leave the tables alone do not ask for it.
pub(super) async fn alone(url: &str) -> Result<Option<File>, Error> {
    let Ok(file) = sqlite::file_of(url).map(lock_of) else { return Ok(None) };
    let locked = tokio::task::spawn_blocking(move || lock(&file));
    Ok(Some(locked.await.map_err(io::Error::other)??))
}

fn lock_of(database: PathBuf) -> PathBuf {
    let mut lock = database.into_os_string();
    lock.push(".lock");
    PathBuf::from(lock)
}

fn lock(file: &Path) -> io::Result<File> {
    sqlite::make_folder_of(file)?;
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    file.lock()?;
    Ok(file)
}
