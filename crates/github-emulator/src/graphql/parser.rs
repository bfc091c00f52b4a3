//! One query, as far as its selections go (GraphQL specification, 2.4 to 2.8).

use serde_json::{Map, Value};

use super::lexer::Lexeme;
use super::selection::{Field, Selection};
use super::source::{Source, unexpected};
use super::{values, variables};

/// `sent` are the variables that came with the query.
pub(super) fn parse(query: &str, sent: &Value) -> Result<Vec<Selection>, String> {
    let mut source = Source::of(query)?;
    match source.name() {
        Some(kind) if kind != "query" => return Err(format!("Not emulated: {kind}")),
        _ => {}
    }
    let name = source.name();
    variables::declarations(&mut source, sent)?;
    let selections = selection_set(&mut source)?;
    if source.next().is_some() {
        return Err("Not emulated: a second definition".to_owned());
    }
    source.variables.check(name.as_deref())?;
    Ok(selections)
}

fn selection_set(source: &mut Source) -> Result<Vec<Selection>, String> {
    source.expect_mark('{')?;
    let mut selections = Vec::new();
    loop {
        match source.next() {
            Some(Lexeme::Mark('}')) if !selections.is_empty() => return Ok(selections),
            Some(Lexeme::Spread) => selections.push(inline_fragment(source)?),
            Some(Lexeme::Name(name)) => selections.push(field(name, source)?),
            other => return Err(unexpected(other.as_ref())),
        }
    }
}

fn field(first: String, source: &mut Source) -> Result<Selection, String> {
    let (alias, name) = if source.takes(':') { (first, source.expect_name()?) } else { (first.clone(), first) };
    let arguments = if source.takes('(') { values::members(source, ')')? } else { Map::new() };
    let selections = if source.peeks('{') { selection_set(source)? } else { Vec::new() };
    Ok(Selection::Field(Field { alias, name, arguments, selections }))
}

fn inline_fragment(source: &mut Source) -> Result<Selection, String> {
    let on = match source.name() {
        None => None,
        Some(word) if word == "on" => Some(source.expect_name()?),
        Some(_) => return Err("Not emulated: a named fragment".to_owned()),
    };
    let selections = selection_set(source)?;
    Ok(Selection::Fragment { on, selections })
}
