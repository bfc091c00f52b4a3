use std::iter;

use serde_json::{Map, Value};

/// One of GitHub's examples as text with gaps in it. Most of a repository are forty addresses that differ in its name
/// alone; filling the name in is far quicker than building them all again, and a list has a hundred repositories.
pub(super) struct Template {
    /// The addresses, cut where the name goes.
    pieces: Vec<String>,
    /// Every other member: its name, and the whole of it as text.
    members: Vec<(String, String)>,
}

impl Template {
    /// `name` is the example's own, as its addresses have it.
    pub(super) fn of(example: &Map<String, Value>, name: &str) -> Self {
        let is_address = |(key, value): &(&String, &Value)| {
            let text = value.as_str();
            key.ends_with("url") && *key != "avatar_url" && text.is_some_and(|text| text.contains(name))
        };
        let (addresses, others): (Vec<_>, Vec<_>) = example.iter().partition(is_address);
        let addresses: Vec<String> = addresses.into_iter().map(member).collect();
        Self {
            pieces: addresses.join(",").split(name).map(str::to_owned).collect(),
            members: others.into_iter().map(|other| (other.0.clone(), member(other))).collect(),
        }
    }

    /// The members of a JSON object: the example's with another name, which must be fit for an address, and with some
    /// of them replaced.
    pub(super) fn fill(&self, name: &str, replaced: &Map<String, Value>) -> String {
        let kept = self.members.iter().filter(|(key, _)| !replaced.contains_key(key));
        let members = kept.map(|(_, member)| member.clone()).chain(replaced.iter().map(member));
        iter::once(self.pieces.join(name)).chain(members).collect::<Vec<_>>().join(",")
    }
}

fn member((key, value): (&String, &Value)) -> String {
    format!("{}:{value}", Value::from(key.as_str()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::Template;

    #[test]
    fn the_name_is_filled_in_and_members_are_replaced() -> Result<(), serde_json::Error> {
        let example =
            json!({"url": "https://a.example/me", "html_url": "https://b.example/me/x", "bio": "me", "id": 1});
        let example: Map<String, Value> = serde_json::from_value(example)?;
        let replaced = serde_json::from_value(json!({"id": 2, "\"quoted\"": "\"}"}))?;
        let filled = Template::of(&example, "me").fill("you", &replaced);
        let filled: Value = serde_json::from_str(&format!("{{{filled}}}"))?;
        let expected = json!({
            "url": "https://a.example/you", "html_url": "https://b.example/you/x", "bio": "me", "id": 2,
            "\"quoted\"": "\"}",
        });
        assert_eq!(filled, expected);
        Ok(())
    }
}
