use std::collections::VecDeque;

use serde_json::{Value, json};

use super::selection::Field;

/// Why a query has no data.
#[derive(Debug)]
pub(super) struct QueryError {
    /// `type`, which errors of a resolver have and those of validation have not.
    kind: Option<&'static str>,
    message: String,
    /// Where in the answer it would have stood.
    path: VecDeque<String>,
    extensions: Value,
}

impl QueryError {
    fn new(kind: Option<&'static str>, message: String, extensions: Value) -> Self {
        Self { kind, message, path: VecDeque::new(), extensions }
    }

    /// An error of reading: there is no place in an answer for it.
    pub(super) fn unreadable(message: String) -> Self {
        Self::new(None, message, Value::Null)
    }

    pub(super) fn unknown_field(on: &str, field: &str) -> Self {
        let extensions = json!({"code": "undefinedField", "typeName": on, "fieldName": field});
        Self::new(None, format!("Field '{field}' doesn't exist on type '{on}'"), extensions)
    }

    pub(super) fn unknown_argument(field: &Field, argument: &str) -> Self {
        let name = &field.name;
        let extensions =
            json!({"code": "argumentNotAccepted", "name": name, "typeName": "Field", "argumentName": argument});
        Self::new(None, format!("Field '{name}' doesn't accept argument '{argument}'"), extensions)
    }

    pub(super) fn invalid_argument(field: &Field, argument: &str, expected: &str) -> Self {
        let value = field.arguments.get(argument).cloned().unwrap_or_default();
        let name = &field.name;
        let message = format!(
            "Argument '{argument}' on Field '{name}' has an invalid value ({value}). Expected type '{expected}'."
        );
        let extensions = json!({"code": "argumentLiteralsIncompatible", "typeName": "Field", "argumentName": argument});
        Self::new(None, message, extensions)
    }

    /// A resolver's own error.
    pub(super) fn refused(kind: &'static str, message: String) -> Self {
        Self::new(Some(kind), message, Value::Null)
    }

    /// What the account has done is too much to be counted for one query (yoshi389111/github-profile-3d-contrib#163).
    pub(super) fn too_large() -> Self {
        Self::refused("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.".to_owned())
    }

    /// The same error, one level further up.
    pub(super) fn below(mut self, alias: &str) -> Self {
        self.path.push_front(alias.to_owned());
        self
    }

    pub(super) fn to_json(&self) -> Value {
        let mut error = json!({ "message": self.message });
        if let Some(kind) = self.kind {
            error["type"] = json!(kind);
        }
        if !self.path.is_empty() {
            error["path"] = json!(self.path);
        }
        if !self.extensions.is_null() {
            error["extensions"] = self.extensions.clone();
        }
        error
    }
}
