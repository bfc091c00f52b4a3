//! Tokens of a GraphQL document (GraphQL specification, 2.1).

use std::iter::Peekable;
use std::str::Chars;

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Lexeme {
    Name(String),
    Mark(char),
    /// `...`
    Spread,
    /// What stood between the quotes, unescaped.
    Text(String),
    Number(String),
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
            '"' => lexemes.push(Lexeme::Text(string(&mut rest)?)),
            '{' | '}' | '(' | ')' | '[' | ']' | ':' | '$' | '@' | '=' | '!' => {
                lexemes.push(Lexeme::Mark(character));
            }
            _ if character.is_ascii_alphabetic() || character == '_' => {
                lexemes.push(Lexeme::Name(word(character, &mut rest)));
            }
            _ if character.is_ascii_digit() || character == '-' => {
                lexemes.push(Lexeme::Number(word(character, &mut rest)));
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

fn string(rest: &mut Peekable<Chars<'_>>) -> Result<String, String> {
    let mut text = String::new();
    while let Some(character) = rest.next() {
        match character {
            '"' => return Ok(text),
            '\\' => text.push(escaped(rest)?),
            _ => text.push(character),
        }
    }
    Err("Parse error: a string has no end".to_owned())
}

/// The character an escape stands for (2.9.4).
fn escaped(rest: &mut Peekable<Chars<'_>>) -> Result<char, String> {
    let meant = match rest.next() {
        Some(same @ ('"' | '\\' | '/')) => Some(same),
        Some('b') => Some('\u{8}'),
        Some('f') => Some('\u{c}'),
        Some('n') => Some('\n'),
        Some('r') => Some('\r'),
        Some('t') => Some('\t'),
        Some('u') => {
            let digits: String = rest.take(4).collect();
            u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
        }
        _ => None,
    };
    meant.ok_or_else(|| "Parse error: an unknown escape".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Lexeme, lex};

    #[test]
    fn a_string_is_what_its_escapes_mean() {
        let lexed = lex(r#""a\"\u0062\n""#);
        assert_eq!(lexed, Ok(vec![Lexeme::Text("a\"b\n".to_owned())]));
        assert!(lex(r#""\x""#).is_err());
    }
}
