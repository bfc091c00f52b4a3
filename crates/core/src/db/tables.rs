use super::{Db, Error, sqlite};

/// How the tables of a database stand to this program's migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tables {
    Current,
    /// So many migrations are to come; the next start runs them.
    Behind(usize),
    /// A newer program was here.
    Ahead,
}

/// How the engines say that nothing has ever run: `SQLite`, `PostgreSQL`.
const NO_TABLE: [&str; 2] = ["no such table", "does not exist"];

impl Db {
    /// Compares the database's tables with what this program knows.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn tables(&self) -> Result<Tables, Error> {
        let run = match sqlx::query_scalar("SELECT version FROM _sqlx_migrations").fetch_all(self.read()).await {
            Ok(run) => run,
            Err(Error::Database(error)) if NO_TABLE.iter().any(|words| error.message().contains(words)) => Vec::new(),
            Err(error) => return Err(error),
        };
        let known: Vec<i64> = sqlite::MIGRATIONS.iter().map(|migration| migration.version).collect();
        if run.iter().any(|version| !known.contains(version)) {
            return Ok(Tables::Ahead);
        }
        match known.iter().filter(|version| !run.contains(version)).count() {
            0 => Ok(Tables::Current),
            missing => Ok(Tables::Behind(missing)),
        }
    }
}
