use std::{
    path::{self, PathBuf},
    sync::Arc,
};

use crate::{
    clock::Clock,
    config::Config,
    db::{Db, Schema, sqlite_file},
    lifecycle::Lifecycle,
    oauth::OAuth,
    revocation::Revocations,
};

pub(super) type Failure = Box<dyn std::error::Error>;

/// What commands work with: the database that servers have made, and the parts of a server that change it.
pub(super) struct Desk {
    pub config: Config,
    pub clock: Clock,
    pub db: Db,
}

impl Desk {
    /// # Errors
    ///
    /// When there is no database, or one of another version. A command makes none: started in the wrong folder, it would
    /// report of an empty one.
    pub(super) async fn open(config: Config) -> Result<Self, Failure> {
        if let Some(file) = missing_file(&config) {
            return Err(format!("there is no database at {}; {WHERE}", file.display()).into());
        }
        let db = Db::open_without_migrating(&config.database_url, config.write_queue).await?;
        match db.schema().await? {
            Schema::Current => Ok(Self { clock: config.clock(), config, db }),
            Schema::Outdated(_) => {
                Err("the database is not yet of this version; start this version's server first".into())
            }
            Schema::TooNew => Err("the database is of a newer version; use the program of the running server".into()),
        }
    }

    pub(super) fn lifecycle(&self) -> Lifecycle {
        let keyring = Arc::clone(&self.config.keyring);
        Lifecycle::new(self.db.clone(), self.clock.clone(), keyring, self.config.sessions)
    }

    /// # Errors
    ///
    /// As [`OAuth::new`].
    pub(super) fn revocations(&self) -> Result<Revocations, Failure> {
        let oauth = OAuth::new(&self.config.github, &self.config.public_url.callback(), self.clock.clone())?;
        let keyring = Arc::clone(&self.config.keyring);
        Ok(Revocations::new(self.db.clone(), self.clock.clone(), keyring, Arc::new(oauth), self.config.refresh.hold))
    }
}

const WHERE: &str = "DATABASE_URL counts from the folder the command is started in, as for the server";

/// The database's file, where there should be one and is none.
pub(super) fn missing_file(config: &Config) -> Option<PathBuf> {
    database_file(config).filter(|file| !file.exists())
}

/// Where the database is, from the root of the file system on.
pub(super) fn database_file(config: &Config) -> Option<PathBuf> {
    let file = sqlite_file(&config.database_url).ok()?;
    Some(path::absolute(&file).unwrap_or(file))
}
