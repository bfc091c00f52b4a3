//! The reads that every request needs, on the thread that has the request: handing one to sqlx's thread and back costs
//! more than the read itself, and so does parsing the same statement each time.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Params, Row, config::DbConfig};

/// More are closed after use. No more than one for each worker of the runtime is ever in use.
const KEPT: usize = 16;

/// The caller has to ask through sqlx, which can wait, and can say what is wrong.
#[derive(Debug)]
pub(super) struct AskOtherwise;

/// Read-only connections to the file of an embedded database. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Lookups {
    file: Option<PathBuf>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Lookups {
    /// Without a file there is nothing to look up here.
    pub(super) fn new(file: Option<PathBuf>) -> Self {
        Self { file, idle: Arc::default() }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    ///
    /// When it is locked, or anything is wrong.
    pub(super) fn first<T>(
        &self,
        statement: &str,
        parameters: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, AskOtherwise> {
        let idle = self.idle().pop();
        let connection = idle.or_else(|| self.open()).ok_or(AskOtherwise)?;
        let found = {
            let mut prepared = connection.prepare_cached(statement).map_err(|_| AskOtherwise)?;
            prepared.query_row(parameters, read).optional().map_err(|_| AskOtherwise)?
        };
        let mut idle = self.idle();
        if idle.len() < KEPT {
            idle.push(connection);
        }
        Ok(found)
    }

    /// Closes the connections that are not in use.
    pub(super) fn close(&self) {
        self.idle().clear();
    }

    fn open(&self) -> Option<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(self.file.as_ref()?, flags).ok()?;
        // Otherwise a statement is planned again whenever a value is bound that could pick a partial index.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).ok()?;
        Some(connection)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
