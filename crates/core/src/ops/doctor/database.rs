use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use gatehouse_model::Timestamp;

use super::{clock::LARGEST_DIFFERENCE, finding::Chart};
use crate::{
    clock::Clock,
    config::Config,
    db::{Db, Error, Schema, tombstones},
    error::with_causes,
    ops::desk::{database_file, missing_file},
};

const WHAT: &str = "database";

/// Opens the database as it is: looking must not change what a running server stands on. Gives it where its tables are
/// those of this program.
pub(super) async fn look(config: &Config, clock: &Clock, chart: &mut Chart) -> Option<Db> {
    if let Some(file) = missing_file(config) {
        chart.doubtful(WHAT, format!("There is none at {} yet; the first start makes it.", file.display()));
        return None;
    }
    match examine(config, clock, chart).await {
        Ok(db) => db,
        Err(error) => {
            chart.bad(
                WHAT,
                format!("It can't be used ({}). Look at DATABASE_URL and at who owns the file.", with_causes(&error)),
            );
            None
        }
    }
}

async fn examine(config: &Config, clock: &Clock, chart: &mut Chart) -> Result<Option<Db>, Error> {
    let db = Db::open_without_migrating(&config.database_url, config.write_queue).await?;
    match db.schema().await? {
        Schema::Current => {}
        Schema::Outdated(count) => {
            let sentence = format!("Migrations to come: {count}. The next start runs them; make a backup first.");
            chart.doubtful(WHAT, sentence);
            return Ok(None);
        }
        Schema::TooNew => {
            chart.bad(WHAT, "It was used by a newer Gatehouse. Run that one, or restore a backup from before.");
            return Ok(None);
        }
    }
    write_and_take_back(&db, clock.now()).await?;
    chart.good(WHAT, "It opens, its tables are current, and it can be written to.");
    if let Some(file) = database_file(config) {
        whose(&file, chart);
    }
    compare_clocks(&db, clock, chart).await?;
    Ok(Some(db))
}

/// Where it is, and whether others can read it. A mode that somebody chose is left alone.
fn whose(file: &Path, chart: &mut Chart) {
    let beside = ["-wal", "-shm"].map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });
    let open: Vec<String> = [file.to_owned()].iter().chain(&beside).filter_map(|file| open_to_others(file)).collect();
    if open.is_empty() {
        chart.good(WHAT, format!("It is {}, and nobody else can read it.", file.display()));
    } else {
        chart.doubtful(WHAT, format!("Others on this machine can read {}. Make that 0600.", open.join(", ")));
    }
}

fn open_to_others(file: &Path) -> Option<String> {
    let mode = file.metadata().ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then(|| format!("{} (mode {mode:04o})", file.display()))
}

async fn write_and_take_back(db: &Db, now: Timestamp) -> Result<(), Error> {
    let mut write = db.write().await?;
    tombstones::insert_trial(&mut write, now).await?;
    write.rollback().await
}

/// Leases between processes hang on the database's clock, limits on ours.
async fn compare_clocks(db: &Db, clock: &Clock, chart: &mut Chart) -> Result<(), Error> {
    let apart = (db.clock().await? + clock.database_offset() - clock.now().0).abs();
    if apart <= LARGEST_DIFFERENCE {
        chart.good(WHAT, format!("Its clock and this machine's are {apart} s apart."));
    } else {
        chart.doubtful(WHAT, format!("Its clock and this machine's are {apart} s apart. Set both by NTP."));
    }
    Ok(())
}
