//! One query, as far as its selections go (GraphQL specification, 2.4 to 2.8).

use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::{Lexeme, lex};
use super::selection::Selection;

type Lexemes = Peekable<IntoIter<Lexeme>>;

pub(super) fn parse(query: &str) -> Result<Vec<Selection>, String> {
    let mut lexemes = lex(query)?.into_iter().peekable();
    match lexemes.next_if(|next| matches!(next, Lexeme::Name(_))) {
        Some(Lexeme::Name(kind)) if kind != "query" => return Err(format!("Not emulated: {kind}")),
        _ => {}
    }
    // The query's own name.
    lexemes.next_if(|next| matches!(next, Lexeme::Name(_)));
    arguments(&mut lexemes)?;
    let selections = selection_set(&mut lexemes)?;
    match lexemes.next() {
        None => Ok(selections),
        Some(_) => Err("Not emulated: a second definition".to_owned()),
    }
}

fn selection_set(lexemes: &mut Lexemes) -> Result<Vec<Selection>, String> {
    expect_mark(lexemes, '{')?;
    let mut selections = Vec::new();
    loop {
        match lexemes.next() {
            Some(Lexeme::Mark('}')) if !selections.is_empty() => return Ok(selections),
            Some(Lexeme::Spread) => selections.push(inline_fragment(lexemes)?),
            Some(Lexeme::Name(name)) => selections.push(field(name, lexemes)?),
            other => return Err(unexpected(other.as_ref())),
        }
    }
}

fn field(first: String, lexemes: &mut Lexemes) -> Result<Selection, String> {
    let (alias, name) = match lexemes.next_if_eq(&Lexeme::Mark(':')) {
        None => (first.clone(), first),
        Some(_) => (first, expect_name(lexemes)?),
    };
    arguments(lexemes)?;
    let selections = match lexemes.peek() {
        Some(Lexeme::Mark('{')) => selection_set(lexemes)?,
        _ => Vec::new(),
    };
    Ok(Selection::Field { alias, name, selections })
}

fn inline_fragment(lexemes: &mut Lexemes) -> Result<Selection, String> {
    let on = match lexemes.next_if(|next| matches!(next, Lexeme::Name(_))) {
        None => None,
        Some(Lexeme::Name(word)) if word == "on" => Some(expect_name(lexemes)?),
        Some(_) => return Err("Not emulated: a named fragment".to_owned()),
    };
    let selections = selection_set(lexemes)?;
    Ok(Selection::Fragment { on, selections })
}

/// Skips a list in parentheses: arguments, or the variables of the query.
fn arguments(lexemes: &mut Lexemes) -> Result<(), String> {
    if lexemes.next_if_eq(&Lexeme::Mark('(')).is_none() {
        return Ok(());
    }
    let closed = lexemes.any(|next| next == Lexeme::Mark(')'));
    closed.then_some(()).ok_or_else(|| unexpected(None))
}

fn expect_mark(lexemes: &mut Lexemes, mark: char) -> Result<(), String> {
    match lexemes.next() {
        Some(Lexeme::Mark(found)) if found == mark => Ok(()),
        other => Err(unexpected(other.as_ref())),
    }
}

fn expect_name(lexemes: &mut Lexemes) -> Result<String, String> {
    match lexemes.next() {
        Some(Lexeme::Name(name)) => Ok(name),
        other => Err(unexpected(other.as_ref())),
    }
}

fn unexpected(lexeme: Option<&Lexeme>) -> String {
    match lexeme {
        None => "Parse error: unexpected end of query".to_owned(),
        Some(lexeme) => format!("Parse error on {lexeme:?}"),
    }
}
