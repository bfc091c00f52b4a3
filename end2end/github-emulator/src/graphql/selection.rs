use serde_json::{Map, Value};

/// What a query asks of an object.
#[derive(Debug)]
pub(super) enum Selection {
    Field {
        alias: String,
        name: String,
        selections: Vec<Selection>,
    },
    /// `... on Type { … }`
    Fragment {
        on: Option<String>,
        selections: Vec<Selection>,
    },
}

/// A field that is not on its type.
#[derive(Debug)]
pub(super) struct UnknownField {
    pub(super) on: String,
    pub(super) field: String,
}

impl UnknownField {
    pub(super) fn message(&self) -> String {
        format!("Field '{}' doesn't exist on type '{}'", self.field, self.on)
    }
}

/// Whether the query asks for the field at the end of `path`.
pub(super) fn selects(selections: &[Selection], path: &[&str]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    selections.iter().any(|selection| match selection {
        Selection::Fragment { selections, .. } => selects(selections, path),
        Selection::Field { name, selections, .. } => name == first && selects(selections, rest),
    })
}

/// The asked part of a value.
pub(super) fn project(value: &Value, selections: &[Selection]) -> Result<Value, UnknownField> {
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| project(item, selections));
            Ok(Value::Array(items.collect::<Result<_, _>>()?))
        }
        Value::Object(object) => {
            let mut chosen = Map::new();
            choose(object, selections, &mut chosen)?;
            Ok(Value::Object(chosen))
        }
        scalar => Ok(scalar.clone()),
    }
}

fn choose(
    object: &Map<String, Value>,
    selections: &[Selection],
    chosen: &mut Map<String, Value>,
) -> Result<(), UnknownField> {
    let type_name = object.get("__typename").and_then(Value::as_str).unwrap_or("Query");
    for selection in selections {
        match selection {
            Selection::Fragment { on, selections } => {
                if on.as_deref().is_none_or(|on| on == type_name) {
                    choose(object, selections, chosen)?;
                }
            }
            Selection::Field { alias, name, selections } => {
                let value =
                    object.get(name).ok_or_else(|| UnknownField { on: type_name.to_owned(), field: name.clone() })?;
                chosen.insert(alias.clone(), project(value, selections)?);
            }
        }
    }
    Ok(())
}
