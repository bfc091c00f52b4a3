//! What pages name must be there: a page without its style says nothing of it, to nobody who could mend it.

use std::{collections::HashMap, fs, path::Path};

use leptos::config::LeptosOptions;

/// What is beside the packed files, of `public/`.
const PLAIN: [&str; 6] = ["favicon.svg", "calendar.js", "gatehouse.js", "inside.js", "progress.js", "repositories.js"];

/// Looks for the files behind the names that pages will have, with `program` as the folder of the executable, where leptos
/// looks for the hashes.
///
/// While somebody works on it, names carry no hashes, and files may come after the server: that is only logged.
///
/// # Errors
///
/// A sentence that names what is missing of a release folder.
pub(super) fn look(options: &LeptosOptions, program: &Path) -> Result<(), String> {
    if options.hash_files {
        return released(options, program);
    }
    let style =
        Path::new(&*options.site_root).join(&*options.site_pkg_dir).join(format!("{}.css", options.output_name));
    if !style.exists() {
        tracing::warn!(file = %style.display(), "not there yet, so pages have no style");
    }
    Ok(())
}

fn released(options: &LeptosOptions, program: &Path) -> Result<(), String> {
    let file = program.join(&*options.hash_file);
    let text = fs::read_to_string(&file).map_err(|error| {
        format!(
            "{} can't be read ({error}), and no page finds its style without it; {WHOLE}, or set LEPTOS_HASH_FILES=false where the names of its files carry no hashes",
            file.display()
        )
    })?;
    let hashes: HashMap<&str, &str> =
        text.lines().filter_map(|line| line.split_once(':')).map(|(kind, hash)| (kind.trim(), hash.trim())).collect();
    let site = Path::new(&*options.site_root);
    let packed = ["css", "js", "wasm"].map(|kind| {
        let hash = hashes.get(kind).filter(|hash| !hash.is_empty());
        let hash = hash.ok_or_else(|| format!("{} has no line for {kind}; {WHOLE}", file.display()))?;
        Ok(site.join(&*options.site_pkg_dir).join(format!("{}.{hash}.{kind}", options.output_name)))
    });
    let plain = PLAIN.map(|name| Ok(site.join(name)));
    for named in packed.into_iter().chain(plain) {
        let named: Result<_, String> = named;
        let named = named?;
        if !named.is_file() {
            return Err(format!("{} is not there, and pages name it; {WHOLE}", named.display()));
        }
    }
    Ok(())
}

const WHOLE: &str = "copy the whole release folder";

#[cfg(test)]
mod tests {
    use super::PLAIN;

    #[test]
    fn what_is_looked_for_is_in_the_folder_that_is_copied() {
        for name in PLAIN {
            assert!(std::path::Path::new("public").join(name).is_file(), "{name}");
        }
    }

    #[test]
    fn every_script_that_pages_name_is_looked_for() {
        let mut folders = vec![std::path::PathBuf::from("src/app")];
        let mut scripts = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                if entry.is_dir() {
                    folders.push(entry);
                    continue;
                }
                let text = std::fs::read_to_string(&entry).expect("text");
                for script in text.split("<Script src=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(PLAIN.contains(&script), "{script} in {}", entry.display());
                    scripts += 1;
                }
            }
        }
        assert!(scripts >= 5, "they were found");
    }
}
