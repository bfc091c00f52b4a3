use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::{Lexeme, lex};
use super::variables::Variables;

/// A query while it is read: what is left of it, and its variables.
pub(super) struct Source {
    lexemes: Peekable<IntoIter<Lexeme>>,
    pub(super) variables: Variables,
}

impl Source {
    pub(super) fn of(query: &str) -> Result<Self, String> {
        let lexemes = lex(query)?.into_iter().peekable();
        Ok(Self { lexemes, variables: Variables::default() })
    }

    pub(super) fn next(&mut self) -> Option<Lexeme> {
        self.lexemes.next()
    }

    /// Whether this mark comes next; it is then read.
    pub(super) fn takes(&mut self, mark: char) -> bool {
        self.lexemes.next_if_eq(&Lexeme::Mark(mark)).is_some()
    }

    pub(super) fn peeks(&mut self, mark: char) -> bool {
        self.lexemes.peek() == Some(&Lexeme::Mark(mark))
    }

    /// The name that comes next, if it is one.
    pub(super) fn name(&mut self) -> Option<String> {
        match self.lexemes.next_if(|next| matches!(next, Lexeme::Name(_))) {
            Some(Lexeme::Name(name)) => Some(name),
            _ => None,
        }
    }

    pub(super) fn expect_mark(&mut self, mark: char) -> Result<(), String> {
        match self.lexemes.next() {
            Some(Lexeme::Mark(found)) if found == mark => Ok(()),
            other => Err(unexpected(other.as_ref())),
        }
    }

    pub(super) fn expect_name(&mut self) -> Result<String, String> {
        match self.lexemes.next() {
            Some(Lexeme::Name(name)) => Ok(name),
            other => Err(unexpected(other.as_ref())),
        }
    }
}

pub(super) fn unexpected(lexeme: Option<&Lexeme>) -> String {
    match lexeme {
        None => "Parse error: unexpected end of query".to_owned(),
        Some(lexeme) => format!("Parse error on {lexeme:?}"),
    }
}
