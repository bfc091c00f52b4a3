use std::collections::BTreeSet;

use http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;

use super::GitHubError;
use crate::{
    model::Moment,
    server::wire::{Limit, speaks_of_secondary},
};

/// A GraphQL answer. Errors come with status 200: one field without its scope costs the query all its data, and what an
/// organisation keeps closed is null beside an error that names its place.
///
/// Source: GitHub GraphQL "Forming calls", "Rate limits and query limits".
#[derive(Deserialize)]
pub(super) struct GraphQlAnswer<T> {
    data: Option<T>,
    #[serde(default = "Vec::new")]
    errors: Vec<GraphQlError>,
}

#[derive(Deserialize)]
struct GraphQlError {
    #[serde(rename = "type", default)]
    kind: String,
    message: Option<String>,
    /// Names and places in lists.
    #[serde(default)]
    path: Vec<Value>,
}

/// The limit that an answer with status 200 tells of, if it does.
pub(super) fn limit(headers: &HeaderMap, body: &[u8], now: Moment) -> Option<Limit> {
    #[derive(Deserialize)]
    struct Errors {
        #[serde(default)]
        errors: Vec<GraphQlError>,
    }
    let errors = serde_json::from_slice::<Errors>(body).ok()?.errors;
    errors.iter().find_map(|error| {
        let message = error.message.as_deref().unwrap_or_default();
        let limited = error.kind == "RATE_LIMITED" || speaks_of_secondary(message);
        limited.then(|| Limit::told(headers, message, now))
    })
}

/// What GitHub gave, and where something is null because the viewer may not see it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Partial<T> {
    pub(super) data: T,
    pub(super) withheld: BTreeSet<Vec<String>>,
}

impl<T> GraphQlAnswer<T> {
    /// The data, as far as the viewer may see it.
    ///
    /// # Errors
    ///
    /// What the first error means that says more than "not this, for you".
    pub(super) fn data(self) -> Result<Partial<T>, GitHubError> {
        let mut withheld = BTreeSet::new();
        for error in &self.errors {
            if error.kind != "FORBIDDEN" || error.path.is_empty() || self.data.is_none() {
                return Err(error.meaning());
            }
            withheld.insert(error.path.iter().map(step).collect());
        }
        let data = self.data.ok_or_else(|| GitHubError::Decode("a GraphQL answer without data".to_owned()))?;
        Ok(Partial { data, withheld })
    }
}

impl GraphQlError {
    fn meaning(&self) -> GitHubError {
        match self.kind.as_str() {
            "INSUFFICIENT_SCOPES" | "FORBIDDEN" => GitHubError::Forbidden,
            "NOT_FOUND" => GitHubError::NotFound,
            // The message may quote what was asked; the kind is one of a few words.
            kind => GitHubError::Upstream(format!("a GraphQL error of the kind {:?}", kind.get(..40).unwrap_or(kind))),
        }
    }
}

fn step(step: &Value) -> String {
    step.as_str().map_or_else(|| step.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use rstest::rstest;

    use super::{GitHubError, GraphQlAnswer, Limit, Moment, Partial, limit};
    use crate::model::RateLimit;

    fn read(text: &str) -> Result<Partial<i32>, GitHubError> {
        serde_json::from_str::<GraphQlAnswer<i32>>(text).expect("JSON").data()
    }

    #[rstest]
    #[case::scope(r#"{"data": null, "errors": [{"type": "INSUFFICIENT_SCOPES"}]}"#, GitHubError::Forbidden)]
    #[case::partly(r#"{"data": 7, "errors": [{"type": "NOT_FOUND"}]}"#, GitHubError::NotFound)]
    #[case::closed_as_a_whole(
        r#"{"data": null, "errors": [{"type": "FORBIDDEN", "path": ["viewer"]}]}"#,
        GitHubError::Forbidden
    )]
    #[case::closed_nobody_says_where(r#"{"data": 7, "errors": [{"type": "FORBIDDEN"}]}"#, GitHubError::Forbidden)]
    #[case::untyped(r#"{"errors": [{"message": "Something"}]}"#,
        GitHubError::Upstream("a GraphQL error of the kind \"\"".to_owned()))]
    #[case::nothing("{}", GitHubError::Decode("a GraphQL answer without data".to_owned()))]
    fn an_answer_is_whole_or_an_error(#[case] text: &str, #[case] expected: GitHubError) {
        assert_eq!(read(text), Err(expected));
    }

    #[test]
    fn what_is_there_is_read_beside_what_is_closed() {
        let whole = read(r#"{"data": 7}"#).expect("data");
        assert!(whole.data == 7 && whole.withheld.is_empty());
        let closed = r#"{"type": "FORBIDDEN", "path": ["viewer", "nodes", 2], "message": "SAML"}"#;
        let partly = read(&format!(r#"{{"data": 7, "errors": [{closed}, {closed}]}}"#)).expect("data");
        let place = ["viewer", "nodes", "2"].map(str::to_owned).to_vec();
        assert_eq!(partly, Partial { data: 7, withheld: [place].into() });
    }

    #[rstest]
    #[case::primary(r#"{"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}"#, "0",
        Some(Limit { kind: RateLimit::Primary, seconds: Some(90) }))]
    #[case::secondary(r#"{"errors": [{"message": "You have exceeded a secondary rate limit."}]}"#, "4999",
        Some(Limit { kind: RateLimit::Secondary, seconds: None }))]
    #[case::something_else(r#"{"data": null, "errors": [{"type": "FORBIDDEN", "message": null}]}"#, "0", None)]
    #[case::none(r#"{"data": {"errors": 1}}"#, "0", None)]
    fn a_limit_comes_with_status_200(#[case] text: &str, #[case] left: &'static str, #[case] expected: Option<Limit>) {
        let header = |name, value| (http::HeaderName::from_static(name), HeaderValue::from_static(value));
        let headers = [header("x-ratelimit-remaining", left), header("x-ratelimit-reset", "1090")];
        assert_eq!(limit(&HeaderMap::from_iter(headers), text.as_bytes(), Moment(1_000)), expected);
    }
}
