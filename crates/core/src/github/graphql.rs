use gatehouse_model::Timestamp;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;

use super::{GitHubError, refusal};
use crate::wire::{RateLimitHit, mentions_secondary_limit};

/// A GraphQL answer. Errors come with status 200: one field without its scope costs the query all its data, while a field
/// that an organisation closes, or that is too large for GitHub, is null, with an error that names its path.
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
    /// Field names and list indices.
    #[serde(default)]
    path: Vec<Value>,
    #[serde(default)]
    extensions: Value,
}

/// The rate limit that an answer with status 200 reports, if it does.
pub(super) fn rate_limit(headers: &HeaderMap, body: &[u8], now: Timestamp) -> Option<RateLimitHit> {
    #[derive(Deserialize)]
    struct Errors {
        #[serde(default)]
        errors: Vec<GraphQlError>,
    }
    let errors = serde_json::from_slice::<Errors>(body).ok()?.errors;
    errors.iter().find_map(|error| {
        let message = error.message.as_deref().unwrap_or_default();
        let limited = error.kind == "RATE_LIMITED" || mentions_secondary_limit(message);
        limited.then(|| RateLimitHit::new(headers, message, now))
    })
}

/// Whether this error of GitHub's own says that it aborted what took it too long (GitHub REST "Troubleshooting",
/// "Timeouts"; GraphQL has a message of its own, gfazioli/octoscope#153).
pub(super) fn gave_up(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct ErrorBody {
        message: Option<String>,
        #[serde(default)]
        errors: Vec<GraphQlError>,
    }
    let Ok(body) = serde_json::from_slice::<ErrorBody>(body) else { return false };
    let errors = body.errors.iter().filter_map(|error| error.message.as_deref());
    body.message.as_deref().into_iter().chain(errors).any(mentions_timeout)
}

fn mentions_timeout(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.starts_with("something went wrong while executing your query")
        || message.contains("respond to your request in time")
}

/// The data, and the paths in it that are null because of an error. No data at all where no field above such a path is
/// nullable.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PartialData<T> {
    pub(super) data: Option<T>,
    pub(super) gaps: Vec<(Vec<String>, GitHubError)>,
}

impl<T> GraphQlAnswer<T> {
    /// The data, as far as there is any.
    ///
    /// # Errors
    ///
    /// The first error that concerns more than a part of the answer.
    pub(super) fn into_data(self) -> Result<PartialData<T>, GitHubError> {
        let mut gaps = Vec::new();
        for error in self.errors {
            let meaning = error.to_github_error();
            // An error at the root is about the whole answer.
            if !may_be_partial(&meaning) || error.path.len() < 2 {
                return Err(meaning);
            }
            gaps.push((error.path.iter().map(path_segment).collect(), meaning));
        }
        if self.data.is_none() && gaps.is_empty() {
            return Err(GitHubError::Decode("a GraphQL answer without data".to_owned()));
        }
        Ok(PartialData { data: self.data, gaps })
    }
}

/// Whether the rest of the answer may still be good.
fn may_be_partial(error: &GitHubError) -> bool {
    matches!(
        error,
        GitHubError::Forbidden
            | GitHubError::PermissionMissing
            | GitHubError::Closed(_)
            | GitHubError::SsoRequired { .. }
            | GitHubError::TooLarge
            | GitHubError::GaveUp
    )
}

impl GraphQlError {
    /// Source: GitHub GraphQL "Rate limits and query limits"; the types are those in github-profile-3d-contrib#163
    /// and cli/cli#7881.
    fn to_github_error(&self) -> GitHubError {
        let message = self.message.as_deref().unwrap_or_default();
        match self.kind.as_str() {
            "INSUFFICIENT_SCOPES" => GitHubError::ScopeMissing,
            "FORBIDDEN" if self.extensions["saml_failure"] == true => GitHubError::SsoRequired { url: None },
            "FORBIDDEN" => refusal::error_from_message(message).unwrap_or(GitHubError::Forbidden),
            "NOT_FOUND" => GitHubError::NotFound,
            "RESOURCE_LIMITS_EXCEEDED" | "MAX_NODE_LIMIT_EXCEEDED" => GitHubError::TooLarge,
            _ if mentions_timeout(message) => GitHubError::GaveUp,
            // The message may quote the query; the type is one of a few words.
            kind => GitHubError::Upstream(format!("a GraphQL error of the kind {:?}", kind.get(..40).unwrap_or(kind))),
        }
    }
}

fn path_segment(segment: &Value) -> String {
    segment.as_str().map_or_else(|| segment.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use rstest::rstest;

    use super::{GitHubError, GraphQlAnswer, PartialData, RateLimitHit, Timestamp, rate_limit};
    use gatehouse_model::{Policy, RateLimit};

    fn read(text: &str) -> Result<PartialData<i32>, GitHubError> {
        serde_json::from_str::<GraphQlAnswer<i32>>(text).expect("JSON").into_data()
    }

    #[rstest]
    #[case::scope(r#"{"data": null, "errors": [{"type": "INSUFFICIENT_SCOPES"}]}"#, GitHubError::ScopeMissing)]
    #[case::too_large(r#"{"data": null, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED"}]}"#, GitHubError::TooLarge)]
    #[case::too_many(r#"{"errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED"}]}"#, GitHubError::TooLarge)]
    #[case::gave_up(
        r#"{"data": null, "errors": [{"message": "Something went wrong while executing your query. This may be the result of a timeout"}]}"#,
        GitHubError::GaveUp
    )]
    #[case::addresses(
        r#"{"data": 7, "errors": [{"type": "FORBIDDEN", "message": "…has an IP allow list enabled…"}]}"#,
        GitHubError::Closed(Policy::Addresses)
    )]
    #[case::sign_on(
        r#"{"data": 7, "errors": [{"type": "FORBIDDEN", "path": ["viewer"], "extensions": {"saml_failure": true}}]}"#,
        GitHubError::SsoRequired { url: None }
    )]
    #[case::partly(r#"{"data": 7, "errors": [{"type": "NOT_FOUND"}]}"#, GitHubError::NotFound)]
    #[case::closed_as_a_whole(
        r#"{"data": null, "errors": [{"type": "FORBIDDEN", "path": ["viewer"]}]}"#,
        GitHubError::Forbidden
    )]
    #[case::closed_without_a_path(r#"{"data": 7, "errors": [{"type": "FORBIDDEN"}]}"#, GitHubError::Forbidden)]
    #[case::untyped(r#"{"errors": [{"message": "Something"}]}"#,
        GitHubError::Upstream("a GraphQL error of the kind \"\"".to_owned()))]
    #[case::nothing("{}", GitHubError::Decode("a GraphQL answer without data".to_owned()))]
    fn an_error_about_everything_is_returned(#[case] text: &str, #[case] expected: GitHubError) {
        assert_eq!(read(text), Err(expected));
    }

    #[test]
    fn data_is_read_beside_what_is_closed() {
        let complete = read(r#"{"data": 7}"#).expect("data");
        assert!(complete.data == Some(7) && complete.gaps.is_empty());
        let closed =
            r#"{"type": "FORBIDDEN", "path": ["viewer", "nodes", 2], "message": "organization SAML enforcement"}"#;
        let large = r#"{"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["viewer", "calendar"]}"#;
        let gaps = vec![
            (["viewer", "nodes", "2"].map(str::to_owned).to_vec(), GitHubError::SsoRequired { url: None }),
            (["viewer", "calendar"].map(str::to_owned).to_vec(), GitHubError::TooLarge),
        ];
        let partly = read(&format!(r#"{{"data": 7, "errors": [{closed}, {large}]}}"#)).expect("data");
        assert_eq!(partly, PartialData { data: Some(7), gaps: gaps.clone() });
        let none = read(&format!(r#"{{"data": null, "errors": [{closed}, {large}]}}"#)).expect("reasons");
        assert_eq!(none, PartialData { data: None, gaps }, "nothing above the path is nullable");
    }

    #[rstest]
    #[case::primary(r#"{"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}"#, "0",
        Some(RateLimitHit { kind: RateLimit::Primary, seconds: Some(90) }))]
    #[case::secondary(r#"{"errors": [{"message": "You have exceeded a secondary rate limit."}]}"#, "4999",
        Some(RateLimitHit { kind: RateLimit::Secondary, seconds: None }))]
    #[case::something_else(r#"{"data": null, "errors": [{"type": "FORBIDDEN", "message": null}]}"#, "0", None)]
    #[case::none(r#"{"data": {"errors": 1}}"#, "0", None)]
    fn a_limit_comes_with_status_200(
        #[case] text: &str,
        #[case] left: &'static str,
        #[case] expected: Option<RateLimitHit>,
    ) {
        let header = |name, value| (http::HeaderName::from_static(name), HeaderValue::from_static(value));
        let headers = [header("x-ratelimit-remaining", left), header("x-ratelimit-reset", "1090")];
        assert_eq!(rate_limit(&HeaderMap::from_iter(headers), text.as_bytes(), Timestamp(1_000)), expected);
    }
}
