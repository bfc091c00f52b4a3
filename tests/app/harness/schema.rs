use gatehouse_model::Timestamp;
use serde_json::Value;

/// One of the schemas in `docs/schemas/`.
pub struct Schema(Value);

impl Schema {
    pub fn of_export() -> Self {
        Self::read(include_str!("../../../docs/schemas/export.schema.json"))
    }

    pub fn of_repositories() -> Self {
        Self::read(include_str!("../../../docs/schemas/repositories.schema.json"))
    }

    fn read(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("a schema is JSON"))
    }

    /// Where `value` is not what the schema says. As much of draft 2020-12 as our schemas use: a keyword that is not
    /// looked at here is a fault as well.
    pub fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(&self.0, value, "$", &mut faults);
        faults
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        for (keyword, wanted) in schema.as_object().expect("a schema is an object") {
            let good = match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" => true,
                "$ref" => {
                    self.check(self.definition(wanted), value, at, faults);
                    true
                }
                "type" => list(wanted).iter().any(|name| is(value, name.as_str().expect("a name"))),
                "enum" => list(wanted).contains(value),
                "format" => value.as_str().is_none_or(|text| is_formatted(text, wanted.as_str().expect("a name"))),
                "minimum" => value.as_i64().is_none_or(|number| Some(number) >= wanted.as_i64()),
                "anyOf" => list(wanted).iter().any(|one| {
                    let mut of_one = Vec::new();
                    self.check(one, value, at, &mut of_one);
                    of_one.is_empty()
                }),
                "required" => list(wanted).iter().all(|name| value.get(name.as_str().expect("a name")).is_some()),
                "additionalProperties" => {
                    let known = schema["properties"].as_object().expect("it names its properties");
                    *wanted == Value::Bool(false)
                        && value.as_object().is_none_or(|value| value.keys().all(|name| known.contains_key(name)))
                }
                "properties" => {
                    for (name, property) in wanted.as_object().expect("properties") {
                        if let Some(inner) = value.get(name) {
                            self.check(property, inner, &format!("{at}.{name}"), faults);
                        }
                    }
                    true
                }
                "items" => {
                    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(wanted, item, &format!("{at}[{place}]"), faults);
                    }
                    true
                }
                _ => false,
            };
            if !good {
                faults.push(format!("{at}: {keyword} {wanted}, and it is {value}"));
            }
        }
    }

    fn definition(&self, reference: &Value) -> &Value {
        let pointer = reference.as_str().and_then(|text| text.strip_prefix('#')).expect("a place in this schema");
        self.0.pointer(pointer).expect("it is defined")
    }
}

/// A list, or the list of one.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn is_formatted(text: &str, format: &str) -> bool {
    match format {
        "date-time" => {
            text.ends_with('Z') && Timestamp::parse_rfc3339(text).is_some_and(|timestamp| timestamp.rfc3339() == text)
        }
        "uri" => text.parse::<url::Url>().is_ok(),
        _ => false,
    }
}
