//! The sentences as their files have them now. For debug builds.

use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    sync::{LazyLock, PoisonError, RwLock},
    time::SystemTime,
};

use gatehouse_model::Language;

use crate::{
    catalog::{self, Catalog},
    template::Piece,
};

/// Files by their paths, with the time of their last change.
static FILES: LazyLock<RwLock<HashMap<PathBuf, (SystemTime, Catalog)>>> = LazyLock::new(RwLock::default);

/// The sentence `key` of `file` in the form `category`; nothing where the file has no such sentence any more.
pub fn pieces(language: Language, (file, key): (&str, &str), category: &str) -> Option<Vec<Piece>> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), language.tag(), &format!("{file}.json")].iter().collect();
    let changed = fs::metadata(&path).and_then(|file| file.modified()).ok()?;
    if FILES.read().unwrap_or_else(PoisonError::into_inner).get(&path).is_none_or(|(read, _)| *read != changed) {
        let read = fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| catalog::read(&text));
        let catalog = read.unwrap_or_else(|error| {
            eprintln!("{}: {error}", path.display());
            Catalog::new()
        });
        FILES.write().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), (changed, catalog));
    }
    let files = FILES.read().unwrap_or_else(PoisonError::into_inner);
    let (_, catalog) = files.get(&path)?;
    catalog.get(key)?.get(category).cloned()
}
