use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use gatehouse_model::Timestamp;

use super::{Report, github::MAX_CLOCK_SKEW};
use crate::{
    clock::Clock,
    config::Config,
    db::{Db, Error, Schema, tombstones},
    error::with_causes,
    ops::{database_file, keys::KeyUsage, missing_file, output::count},
};

const SUBJECT: &str = "database";

/// Opens the database without migrating it, since a check must not change a running server's tables. Returns it if its
/// tables are this version's.
pub(super) async fn check(config: &Config, clock: &Clock, report: &mut Report) -> Option<Db> {
    if let Some(file) = missing_file(config) {
        report.warn(SUBJECT, format!("There is none at {} yet; the first start creates it.", file.display()));
        return None;
    }
    match examine(config, clock, report).await {
        Ok(db) => db,
        Err(error) => {
            report.error(
                SUBJECT,
                format!("It can't be used ({}). Check DATABASE_URL and the owner of the file.", with_causes(&error)),
            );
            None
        }
    }
}

async fn examine(config: &Config, clock: &Clock, report: &mut Report) -> Result<Option<Db>, Error> {
    let db = Db::open_without_migrating(&config.database_url, config.write_queue).await?;
    match db.schema().await? {
        Schema::Current => {}
        Schema::Outdated(count) => {
            let sentence = format!("Pending migrations: {count}. The next start runs them; make a backup first.");
            report.warn(SUBJECT, sentence);
            return Ok(None);
        }
        Schema::TooNew => {
            report.error(
                SUBJECT,
                "It was migrated by a newer Gatehouse. Run that version, or restore an earlier backup.",
            );
            return Ok(None);
        }
    }
    write_and_roll_back(&db, clock.now()).await?;
    report.ok(SUBJECT, "It opens, its tables are current, and it is writable.");
    if let Some(file) = database_file(config) {
        check_permissions(&file, report);
    }
    compare_clocks(&db, clock, report).await?;
    Ok(Some(db))
}

/// Reports where the file is and whether others can read it, without changing the mode.
fn check_permissions(file: &Path, report: &mut Report) {
    let auxiliary = ["-wal", "-shm"].map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });
    let exposed: Vec<String> =
        [file.to_owned()].iter().chain(&auxiliary).filter_map(|file| exposed_mode(file)).collect();
    if exposed.is_empty() {
        report.ok(SUBJECT, format!("It is {}, and nobody else can read it.", file.display()));
    } else {
        report.warn(
            SUBJECT,
            format!("Other users of this machine can read {}. Change the mode to 0600.", exposed.join(", ")),
        );
    }
}

fn exposed_mode(file: &Path) -> Option<String> {
    let mode = file.metadata().ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then(|| format!("{} (mode {mode:04o})", file.display()))
}

async fn write_and_roll_back(db: &Db, now: Timestamp) -> Result<(), Error> {
    let mut write = db.write().await?;
    tombstones::insert_trial(&mut write, now).await?;
    write.rollback().await
}

/// Leases between processes use the database's clock, session limits ours.
async fn compare_clocks(db: &Db, clock: &Clock, report: &mut Report) -> Result<(), Error> {
    let apart = (db.clock().await? + clock.database_offset() - clock.now().0).abs();
    if apart <= MAX_CLOCK_SKEW {
        report.ok(SUBJECT, format!("Its clock and this machine's are {apart} s apart."));
    } else {
        report.warn(SUBJECT, format!("Its clock and this machine's are {apart} s apart. Use NTP on both."));
    }
    Ok(())
}

/// Which keys are on the ring, and whether any is missing.
pub(super) async fn check_keys(config: &Config, db: &Db, report: &mut Report) {
    const SUBJECT: &str = "keys";
    let ids: Vec<&str> = config.keyring.ids().collect();
    let ring = match ids.as_slice() {
        [active] => format!("{active} seals and opens."),
        [active, others @ ..] => format!("{active} seals; {} can open.", others.join(", ")),
        [] => return,
    };
    report.ok(SUBJECT, ring);
    let usage = match KeyUsage::load(db).await {
        Ok(usage) => usage,
        Err(error) => return report.error(SUBJECT, format!("What they have sealed can't be counted: {error}")),
    };
    for (id, counts) in usage.unknown_to(&config.keyring) {
        let (id, sealed) = (id.escape_debug(), count(counts.total(), "pair"));
        report.warn(SUBJECT, format!("{id} is not on the ring but has sealed {sealed}. Put it back into SESSION_KEYS; until then those people are asked to sign in again."));
    }
}
