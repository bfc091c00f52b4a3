//! One file of sentences, as a flat list. The build script compiles this file as well.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::template::{Piece, parse};

/// The sentences of a file by their keys, with dots between the levels: `points.little`.
pub type Catalog = BTreeMap<String, Forms>;

/// A sentence in each form that its language has for numbers: by the category of Unicode CLDR, `one` or `other`. One
/// without a number has the form `other`.
pub type Forms = BTreeMap<String, Vec<Piece>>;

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Reads a file's text.
///
/// # Errors
/// What is wrong, with the key of the sentence where it is one.
pub fn read(text: &str) -> Result<Catalog, String> {
    let mut written = BTreeMap::new();
    flatten("", &serde_json::from_str(text).map_err(|error| error.to_string())?, &mut written)?;
    let mut catalog = Catalog::new();
    for (key, sentence) in &written {
        let pieces = parse(sentence).map_err(|error| format!("{key}: {error}"))?;
        let (key, category) = plural(key, &written).unwrap_or((key, "other"));
        catalog.entry(key.to_owned()).or_default().insert(category.to_owned(), pieces);
    }
    Ok(catalog)
}

fn flatten(prefix: &str, value: &Value, written: &mut BTreeMap<String, String>) -> Result<(), String> {
    match value {
        Value::Object(levels) => levels.iter().try_for_each(|(key, value)| {
            let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            flatten(&key, value, written)
        }),
        Value::String(sentence) => {
            written.insert(prefix.to_owned(), sentence.clone());
            Ok(())
        }
        _ => Err(format!("{prefix}: neither a sentence nor a group of them")),
    }
}

/// The key and the category of `hours_one`. `this_one` is no form of anything, since there is no `this_other`.
fn plural<'a>(key: &'a str, written: &BTreeMap<String, String>) -> Option<(&'a str, &'static str)> {
    let (base, suffix) = key.rsplit_once('_')?;
    let category = CATEGORIES.into_iter().find(|category| *category == suffix)?;
    written.contains_key(&format!("{base}_other")).then_some((base, category))
}
