//! Tokens of a GraphQL document (GraphQL specification, 2.1).

use std::iter::Peekable;
use std::str::Chars;

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Lexeme {
    Name(String),
    Mark(char),
    /// `...`
    Spread,
    /// A string or number: arguments, which nobody reads here.
    Literal,
}

pub(super) fn lex(text: &str) -> Result<Vec<Lexeme>, String> {
    let mut rest = text.chars().peekable();
    let mut lexemes = Vec::new();
    while let Some(character) = rest.next() {
        match character {
            '#' => while rest.next_if(|next| *next != '\n').is_some() {},
            '.' if rest.next_if_eq(&'.').is_some() && rest.next_if_eq(&'.').is_some() => {
                lexemes.push(Lexeme::Spread);
            }
            '"' => {
                string(&mut rest)?;
                lexemes.push(Lexeme::Literal);
            }
            '{' | '}' | '(' | ')' | '[' | ']' | ':' | '$' | '@' | '=' | '!' => {
                lexemes.push(Lexeme::Mark(character));
            }
            _ if character.is_ascii_alphabetic() || character == '_' => {
                lexemes.push(Lexeme::Name(word(character, &mut rest)));
            }
            _ if character.is_ascii_digit() || character == '-' => {
                word(character, &mut rest);
                lexemes.push(Lexeme::Literal);
            }
            _ if character.is_whitespace() || character == ',' || character == '\u{feff}' => {}
            _ => return Err(format!("Parse error on {character:?}")),
        }
    }
    Ok(lexemes)
}

fn word(first: char, rest: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::from(first);
    while let Some(next) = rest.next_if(|next| next.is_ascii_alphanumeric() || *next == '_') {
        word.push(next);
    }
    word
}

fn string(rest: &mut Peekable<Chars<'_>>) -> Result<(), String> {
    while let Some(character) = rest.next() {
        match character {
            '"' => return Ok(()),
            '\\' => {
                rest.next();
            }
            _ => {}
        }
    }
    Err("Parse error: a string has no end".to_owned())
}
