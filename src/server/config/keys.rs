use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Problem, PublicUrl, Source};
use crate::server::{
    crypto::{Keyring, random_bytes},
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
    let failed = |error: std::io::Error| Problem::new(VARIABLE, format!("is missing and can't be made: {error}"));
    let folder = sqlite_file(database_url).and_then(|file| Path::new(file).parent()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let path = folder.join("development.key");
    let fresh = format!("dev:{}", STANDARD.encode(random_bytes::<32>()));
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => file.write_all(fresh.as_bytes()).map(|()| fresh).map_err(failed),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => fs::read_to_string(&path).map_err(failed),
        Err(error) => Err(failed(error)),
    }
}
