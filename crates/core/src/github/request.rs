use serde_json::Value;

use super::GitHubError;

/// GitHub's own media type (REST "Getting started", "Media types").
const JSON: &str = "application/vnd.github+json";

/// Which of GitHub's APIs; each has rate limits of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Api {
    Rest,
    GraphQl,
}

/// One call of the API.
#[derive(Clone, Debug)]
pub(super) struct ApiRequest {
    pub(super) api: Api,
    /// Relative to the API's address.
    pub(super) path: String,
    pub(super) accept: &'static str,
    /// A request with a body is a POST, one without is a GET.
    pub(super) body: Option<Value>,
}

impl ApiRequest {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self { api: Api::Rest, path: path.into(), accept: JSON, body: None }
    }

    pub(super) fn graphql(query: &str, variables: &Value) -> Self {
        let body = serde_json::json!({ "query": query, "variables": variables });
        Self { api: Api::GraphQl, path: "/graphql".to_owned(), accept: JSON, body: Some(body) }
    }

    pub(super) fn accepting(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    /// The same request for another page of a list.
    pub(super) fn with_path(&self, path: String) -> Self {
        Self { path, ..self.clone() }
    }
}

/// The answer to a request that may have carried an `ETag`.
pub(super) enum Conditional<T> {
    /// 304: what the `ETag` stands for is still current. Costs nothing of the rate limit.
    NotModified,
    Modified(ApiResponse<T>),
}

pub(super) struct ApiResponse<T> {
    pub(super) body: T,
    pub(super) etag: Option<String>,
    /// The path of the next page, if there is one.
    pub(super) next: Option<String>,
    /// The number of the last page, where GitHub names it.
    pub(super) last: Option<usize>,
    /// Organisations that require single sign-on withhold some of it.
    pub(super) partial: bool,
}

impl<T> Conditional<T> {
    /// The answer to a request that carried no `ETag`.
    pub(super) fn unconditional(self) -> Result<ApiResponse<T>, GitHubError> {
        match self {
            Self::Modified(response) => Ok(response),
            Self::NotModified => Err(GitHubError::Decode("304 to a request without an ETag".to_owned())),
        }
    }
}
