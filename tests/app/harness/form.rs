use super::Page;

/// A form as a page writes it.
#[derive(Clone, Debug)]
pub struct Form {
    pub method: String,
    pub action: String,
    /// The hidden ones.
    pub fields: Vec<(String, String)>,
}

impl Form {
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).expect("the field")
    }

    /// The same form, changed by hand.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl Page {
    /// Every form of the page.
    pub fn forms(&self) -> Vec<Form> {
        let forms = self.body.split("<form ").skip(1).map(|rest| rest.split("</form>").next().unwrap_or_default());
        forms
            .map(|text| {
                let (head, body) = text.split_once('>').expect("a tag");
                let inputs = body.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
                let fields = inputs.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)));
                Form {
                    method: attribute(head, "method").unwrap_or_default(),
                    action: attribute(head, "action").unwrap_or_default(),
                    fields: fields.collect(),
                }
            })
            .collect()
    }

    /// The form that goes to `action`.
    pub fn form(&self, action: &str) -> Form {
        let form = self.forms().into_iter().find(|form| form.action == action);
        assert!(form.is_some(), "no form for {action}: {}", self.body);
        form.expect("it is there")
    }

    /// The form with a hidden `field`, if there is one.
    pub fn form_with(&self, field: &str) -> Option<Form> {
        self.forms().into_iter().find(|form| form.fields.iter().any(|(name, _)| name == field))
    }
}

/// The attribute's value; those our forms use hold nothing that HTML would escape.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
    Some(value.to_owned())
}
