//! One file of sentences, as a flat list, and their syntax: text, `{{ argument }}`, `<view/>`, and `<element>…</element>`.
//! The build script compiles this file as well.

use std::collections::BTreeMap;

use icu_plurals::PluralCategory;
use serde_json::Value;

use crate::template::{Piece, category_name};

/// The sentences of a file by their keys, with dots between the levels: `points.little`.
pub type Catalog = BTreeMap<String, Forms>;

/// A sentence in each form that its language has for numbers: by the category of Unicode CLDR, `one` or `other`. One
/// without a number has the form `other`.
pub type Forms = BTreeMap<String, Vec<Piece>>;

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
    let category = PluralCategory::all().map(category_name).find(|category| *category == suffix)?;
    written.contains_key(&format!("{base}_other")).then_some((base, category))
}

/// Takes a sentence apart.
///
/// # Errors
/// What is wrong with it, for whoever wrote it.
pub fn parse(sentence: &str) -> Result<Vec<Piece>, String> {
    let (mut pieces, mut open) = (Vec::new(), Vec::new());
    let mut rest = sentence;
    while let Some(at) = rest.find('<').into_iter().chain(rest.find("{{")).min() {
        let (text, marker) = rest.split_at(at);
        push_text(&mut pieces, text);
        if let Some(inside) = marker.strip_prefix("{{") {
            let (argument, after) = inside.split_once("}}").ok_or("`{{` without `}}`")?;
            pieces.push(Piece::Argument(name(argument)?.into()));
            rest = after;
            continue;
        }
        let (tag, after) = marker[1..].split_once('>').ok_or("`<` without `>`")?;
        rest = after;
        if let Some(closed) = tag.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return Err(format!("</{closed}> closes what is not open"));
            }
            pieces.push(Piece::Close);
        } else if let Some(view) = tag.strip_suffix('/') {
            pieces.push(Piece::View(name(view)?.into()));
        } else {
            pieces.push(Piece::Open(name(tag)?.into()));
            open.push(tag);
        }
    }
    push_text(&mut pieces, rest);
    match open.pop() {
        Some(element) => Err(format!("<{element}> is never closed")),
        None => Ok(pieces),
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned().into()));
    }
}

/// A name that Rust can have for a field.
fn name(written: &str) -> Result<String, String> {
    let name = written.trim();
    if !name.is_empty() && name.chars().all(|char| char.is_ascii_lowercase() || char == '_') {
        return Ok(name.to_owned());
    }
    Err(format!("`{name}` is no name: lower-case letters and `_`"))
}
