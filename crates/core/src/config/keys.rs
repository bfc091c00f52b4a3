use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Problem, PublicUrl, Source};
use crate::{
    crypto::{Keyring, hex, random_bytes},
    db::sqlite_file,
};

const VARIABLE: &str = "SESSION_KEYS";

/// The configured keys; in development, where there are none, one made once beside the database.
pub(super) fn load(source: &Source, public_url: &PublicUrl, database_url: &str) -> Result<Keyring, Problem> {
    let text = match source.get(VARIABLE)? {
        Some(text) => text,
        None if public_url.is_https() => {
            return Err(Problem::new(
                VARIABLE,
                "is missing, and an https PUBLIC_URL needs keys of its own; make one with: echo \"k1:$(openssl rand -base64 32)\"",
            ));
        }
        None => development_key(database_url)?,
    };
    Keyring::parse(&text).map_err(|error| Problem::new(VARIABLE, format!("can't be used: {error}")))
}

fn development_key(database_url: &str) -> Result<String, Problem> {
    let failed = |error: io::Error| Problem::new(VARIABLE, format!("is missing and can't be made: {error}"));
    let database = sqlite_file(database_url).unwrap_or_default();
    let folder = database.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(failed)?;
    let path = folder.join("development.key");
    if !path.exists() {
        make_key(folder, &path).map_err(failed)?;
    }
    fs::read_to_string(&path).map_err(failed)
}

/// Whole at once or not at all: another process that starts in this moment must not read half a key, or make its own.
fn make_key(folder: &Path, path: &Path) -> io::Result<()> {
    let draft = folder.join(format!("development.key.{}", hex(&random_bytes::<8>())));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(format!("dev:{}", STANDARD.encode(random_bytes::<32>())).as_bytes())?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    }
}
