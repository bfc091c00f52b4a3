use std::io;

use serde_json::{Map, Value};

use crate::state::Urls;

/// GitHub's published examples, whose shape every payload takes (`fixtures/NOTICE.md`), with this emulator's address in
/// place of GitHub's.
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
    pub(crate) fn load(urls: &Urls) -> io::Result<Self> {
        let mut examples = Self {
            user: object(include_str!("../../fixtures/github/private-user.json"))?,
            repository: first(include_str!("../../fixtures/github/repository-items.json"))?,
            organization: first(include_str!("../../fixtures/github/organization-simple-items.json"))?,
            event: first(include_str!("../../fixtures/github/user-events-items.json"))?,
            rate_limit: object(include_str!("../../fixtures/github/rate-limit-overview.json"))?,
            authorization: object(include_str!("../../fixtures/github/authorization-with-user.json"))?,
        };
        readdress(&mut examples.user, "https://api.github.com", &urls.api);
        readdress(&mut examples.repository, "https://api.github.com", &urls.api);
        readdress(&mut examples.organization, "https://api.github.com", &urls.api);
        if let Some(Value::Object(owner)) = examples.repository.get_mut("owner") {
            readdress(owner, "https://api.github.com", &urls.api);
        }
        Ok(examples)
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

/// Replaces `from` by `to` in every address of an object: GitHub's examples speak of octocat at api.github.com.
pub(super) fn readdress(object: &mut Map<String, Value>, from: &str, to: &str) {
    for (key, value) in object.iter_mut().filter(|(key, _)| key.ends_with("url")) {
        if let Value::String(address) = value
            && key != "avatar_url"
        {
            *address = address.replace(from, to);
        }
    }
}
