//! The syntax of a sentence: text, `{{ argument }}`, `<view/>`, and `<element>…</element>`. The build script compiles
//! this file as well.

use std::borrow::Cow;

/// A part of a sentence. A built-in one borrows its text, one read from a file owns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(Cow<'static, str>),
    /// By its name.
    Argument(Cow<'static, str>),
    /// By its name.
    View(Cow<'static, str>),
    /// The start of an element, by its name.
    Open(Cow<'static, str>),
    /// The end of the innermost element.
    Close,
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
