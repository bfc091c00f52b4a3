//! Arguments and what they are made of (GraphQL specification, 2.6 and 2.9). A variable stands for its value at once.

use serde_json::{Map, Value};

use super::lexer::Lexeme;
use super::source::{Source, unexpected};

/// `name: value` until `end`: arguments in parentheses, or an object in braces. Their opening mark has been read.
pub(super) fn members(source: &mut Source, end: char) -> Result<Map<String, Value>, String> {
    let mut members = Map::new();
    while !source.takes(end) {
        let name = source.expect_name()?;
        source.expect_mark(':')?;
        members.insert(name, value(source)?);
    }
    Ok(members)
}

pub(super) fn value(source: &mut Source) -> Result<Value, String> {
    match source.next() {
        Some(Lexeme::Text(text)) => Ok(Value::String(text)),
        Some(Lexeme::Number(digits)) => {
            digits.parse::<i64>().map(Value::from).map_err(|_| format!("Parse error on {digits:?}"))
        }
        Some(Lexeme::Name(name)) => Ok(match name.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            // An enum, which JSON has as a string.
            _ => Value::String(name),
        }),
        Some(Lexeme::Mark('$')) => {
            let name = source.expect_name()?;
            Ok(source.variables.read(&name))
        }
        Some(Lexeme::Mark('[')) => list(source),
        Some(Lexeme::Mark('{')) => members(source, '}').map(Value::Object),
        other => Err(unexpected(other.as_ref())),
    }
}

fn list(source: &mut Source) -> Result<Value, String> {
    let mut items = Vec::new();
    while !source.takes(']') {
        items.push(value(source)?);
    }
    Ok(Value::Array(items))
}
