use serde_json::Value;

use super::client::Api;

/// GitHub's own media type (REST "Getting started", "Media types").
const JSON: &str = "application/vnd.github+json";

/// One question to GitHub.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) api: Api,
    /// Below the API's address.
    pub(super) path: String,
    pub(super) accept: &'static str,
    /// What is posted; a question without a body is a GET.
    pub(super) body: Option<Value>,
}

impl Question {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self { api: Api::Rest, path: path.into(), accept: JSON, body: None }
    }

    pub(super) fn accepting(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    /// The same question about another page.
    pub(super) fn at(&self, path: String) -> Self {
        Self { path, ..self.clone() }
    }

    pub(super) fn graphql(query: &str, variables: &Value) -> Self {
        let body = serde_json::json!({ "query": query, "variables": variables });
        Self { api: Api::GraphQl, path: "/graphql".to_owned(), accept: JSON, body: Some(body) }
    }
}
