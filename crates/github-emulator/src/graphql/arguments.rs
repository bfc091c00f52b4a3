//! Which arguments a field takes, and reading them. One that GitHub has and this emulator has not is refused too:
//! an answer that ignores it would be a wrong one.

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::error::QueryError;
use super::selection::Field;

pub(super) fn check(on: &str, field: &Field) -> Result<(), QueryError> {
    let accepted = accepted(on, &field.name);
    match field.arguments.keys().find(|name| !accepted.contains(&name.as_str())) {
        None => Ok(()),
        Some(unknown) => Err(QueryError::unknown_argument(field, unknown)),
    }
}

fn accepted(on: &str, field: &str) -> &'static [&'static str] {
    match (on, field) {
        ("User", "contributionsCollection") => &["from", "to"],
        ("User", "organizations") => &["first", "last"],
        ("User", "pinnedItems") => &["first", "last", "types"],
        (_, "avatarUrl") => &["size"],
        ("Gist", "files") => &["limit"],
        _ => &[],
    }
}

/// An argument that is there and not null.
fn given<'a>(field: &'a Field, name: &str) -> Option<&'a Value> {
    field.arguments.get(name).filter(|value| !value.is_null())
}

pub(super) fn int(field: &Field, name: &str) -> Result<Option<i64>, QueryError> {
    let read = |value: &Value| value.as_i64().ok_or_else(|| QueryError::invalid_argument(field, name, "Int"));
    given(field, name).map(read).transpose()
}

/// ISO 8601; one without an offset is taken for UTC.
pub(super) fn date_time(field: &Field, name: &str) -> Result<Option<OffsetDateTime>, QueryError> {
    let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339);
    let read = |value: &Value| {
        let text = value.as_str()?;
        parse(text).or_else(|_| parse(&format!("{text}Z"))).ok()
    };
    let invalid = || QueryError::invalid_argument(field, name, "DateTime");
    given(field, name).map(|value| read(value).ok_or_else(invalid)).transpose()
}

/// Names of an enum; one of them may stand without its brackets.
pub(super) fn names(field: &Field, name: &str, expected: &str) -> Result<Option<Vec<String>>, QueryError> {
    let read = |value: &Value| match value {
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        Value::String(one) => Some(vec![one.clone()]),
        _ => None,
    };
    let invalid = || QueryError::invalid_argument(field, name, expected);
    given(field, name).map(|value| read(value).ok_or_else(invalid)).transpose()
}
