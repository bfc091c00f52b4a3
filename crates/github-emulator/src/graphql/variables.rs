//! The variables of a query (GraphQL specification, 2.10 and 6.1.2). Their types are not compared with those of the
//! arguments they are used for.

use serde_json::Value;

use super::lexer::Lexeme;
use super::source::{Source, unexpected};
use super::values;

/// What a query declares, with what was sent for it.
#[derive(Debug, Default)]
pub(super) struct Variables {
    declared: Vec<Variable>,
    undeclared: Option<String>,
}

#[derive(Debug)]
struct Variable {
    name: String,
    value: Value,
    used: bool,
}

impl Variables {
    /// The variable's value, `null` where it has none; whether it was declared is told by `check`.
    pub(super) fn read(&mut self, name: &str) -> Value {
        if let Some(known) = self.declared.iter_mut().find(|known| known.name == name) {
            known.used = true;
            return known.value.clone();
        }
        self.undeclared.get_or_insert_with(|| name.to_owned());
        Value::Null
    }

    /// Every variable must be both declared and used (5.8.3 and 5.8.4).
    pub(super) fn check(&self, query: Option<&str>) -> Result<(), String> {
        let query = query.unwrap_or("anonymous query");
        if let Some(name) = &self.undeclared {
            return Err(format!("Variable ${name} is used by {query} but not declared"));
        }
        match self.declared.iter().find(|known| !known.used) {
            None => Ok(()),
            Some(unused) => Err(format!("Variable ${} is declared by {query} but not used", unused.name)),
        }
    }
}

/// `($name: Type = default, …)`, if there is such a list.
pub(super) fn declarations(source: &mut Source, sent: &Value) -> Result<(), String> {
    if !source.takes('(') {
        return Ok(());
    }
    while !source.takes(')') {
        source.expect_mark('$')?;
        let name = source.expect_name()?;
        source.expect_mark(':')?;
        let type_name = type_name(source)?;
        let default = if source.takes('=') { values::value(source)? } else { Value::Null };
        let value = sent.get(&name).cloned().unwrap_or(default);
        if value.is_null() && type_name.ends_with('!') {
            return Err(format!("Variable ${name} of type {type_name} was provided invalid value"));
        }
        source.variables.declared.push(Variable { name, value, used: false });
    }
    Ok(())
}

fn type_name(source: &mut Source) -> Result<String, String> {
    let mut name = match source.next() {
        Some(Lexeme::Name(name)) => name,
        Some(Lexeme::Mark('[')) => {
            let item = type_name(source)?;
            source.expect_mark(']')?;
            format!("[{item}]")
        }
        other => return Err(unexpected(other.as_ref())),
    };
    if source.takes('!') {
        name.push('!');
    }
    Ok(name)
}
