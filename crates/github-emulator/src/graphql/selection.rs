use serde_json::{Map, Value};

use super::arguments;
use super::error::QueryError;

/// What a query asks of an object.
#[derive(Debug)]
pub(super) enum Selection {
    Field(Field),
    /// `... on Type { … }`
    Fragment {
        on: Option<String>,
        selections: Vec<Selection>,
    },
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) alias: String,
    pub(super) name: String,
    pub(super) arguments: Map<String, Value>,
    pub(super) selections: Vec<Selection>,
}

/// Fields that are made when they are asked for, because they depend on their arguments.
pub(super) trait Resolve {
    /// `None` where the object has the field itself, or nobody has.
    fn resolve(&self, on: &str, field: &Field) -> Option<Result<Value, QueryError>>;
}

/// Whether the query asks for the field at the end of `path`.
pub(super) fn selects(selections: &[Selection], path: &[&str]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    selections.iter().any(|selection| match selection {
        Selection::Fragment { selections, .. } => selects(selections, path),
        Selection::Field(field) => field.name == *first && selects(&field.selections, rest),
    })
}

/// The asked part of a value.
pub(super) fn project(value: &Value, selections: &[Selection], resolver: &impl Resolve) -> Result<Value, QueryError> {
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| project(item, selections, resolver));
            Ok(Value::Array(items.collect::<Result<_, _>>()?))
        }
        Value::Object(object) => {
            let mut chosen = Map::new();
            choose(object, selections, resolver, &mut chosen)?;
            Ok(Value::Object(chosen))
        }
        scalar => Ok(scalar.clone()),
    }
}

fn choose(
    object: &Map<String, Value>,
    selections: &[Selection],
    resolver: &impl Resolve,
    chosen: &mut Map<String, Value>,
) -> Result<(), QueryError> {
    let type_name = object.get("__typename").and_then(Value::as_str).unwrap_or("Query");
    for selection in selections {
        match selection {
            Selection::Fragment { on, selections } => {
                if on.as_deref().is_none_or(|on| on == type_name) {
                    choose(object, selections, resolver, chosen)?;
                }
            }
            Selection::Field(field) => {
                let value = answer(object, type_name, field, resolver).map_err(|error| error.below(&field.alias))?;
                chosen.insert(field.alias.clone(), value);
            }
        }
    }
    Ok(())
}

fn answer(
    object: &Map<String, Value>,
    type_name: &str,
    field: &Field,
    resolver: &impl Resolve,
) -> Result<Value, QueryError> {
    if let Some(made) = resolver.resolve(type_name, field) {
        arguments::check(type_name, field)?;
        return project(&made?, &field.selections, resolver);
    }
    let value = object.get(&field.name).ok_or_else(|| QueryError::unknown_field(type_name, &field.name))?;
    arguments::check(type_name, field)?;
    project(value, &field.selections, resolver)
}
