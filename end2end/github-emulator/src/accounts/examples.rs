use std::io;

use serde_json::{Map, Value};

/// GitHub's published examples, whose shape every payload takes (`fixtures/NOTICE.md`).
#[derive(Clone)]
pub(crate) struct Examples {
    pub(crate) user: Map<String, Value>,
    pub(crate) repository: Map<String, Value>,
    pub(crate) organization: Map<String, Value>,
    pub(crate) event: Map<String, Value>,
    pub(crate) rate_limit: Map<String, Value>,
    pub(crate) authorization: Map<String, Value>,
}

impl Examples {
    pub(crate) fn load() -> io::Result<Self> {
        Ok(Self {
            user: object(include_str!("../../fixtures/github/private-user.json"))?,
            repository: first(include_str!("../../fixtures/github/repository-items.json"))?,
            organization: first(include_str!("../../fixtures/github/organization-simple-items.json"))?,
            event: first(include_str!("../../fixtures/github/user-events-items.json"))?,
            rate_limit: object(include_str!("../../fixtures/github/rate-limit-overview.json"))?,
            authorization: object(include_str!("../../fixtures/github/authorization-with-user.json"))?,
        })
    }
}

fn object(text: &str) -> io::Result<Map<String, Value>> {
    Ok(serde_json::from_str(text)?)
}

fn first(text: &str) -> io::Result<Map<String, Value>> {
    let items: Vec<Map<String, Value>> = serde_json::from_str(text)?;
    let first = items.into_iter().next();
    first.ok_or_else(|| io::Error::other("an example list is empty"))
}

/// Replaces `from` by `to` in every address of an object: GitHub's example speaks of octocat at api.github.com.
pub(super) fn readdress(object: &mut Map<String, Value>, from: &str, to: &str) {
    for (key, value) in object.iter_mut().filter(|(key, _)| key.ends_with("url")) {
        if let Value::String(address) = value
            && key != "avatar_url"
        {
            *address = address.replace(from, to);
        }
    }
}
