use gatehouse_model::Timestamp;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;

use super::{GitHubError, refused_by};
use crate::wire::{RateLimitHit, mentions_secondary_limit};

/// A GraphQL answer. Errors come with status 200: one field without its scope costs the query all its data, and what an
/// organisation keeps closed, or GitHub finds too large, is null beside an error that names its place.
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
    #[serde(default)]
    extensions: Value,
}

/// The limit that an answer with status 200 tells of, if it does.
pub(super) fn limit(headers: &HeaderMap, body: &[u8], now: Timestamp) -> Option<RateLimitHit> {
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

/// Whether GitHub says in this error of its own that it gave up on what took it too long (GitHub REST "Troubleshooting",
/// "Timeouts"; for GraphQL with a sentence of its own, gfazioli/octoscope#153).
pub(super) fn gave_up(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Told {
        message: Option<String>,
        #[serde(default)]
        errors: Vec<GraphQlError>,
    }
    let Ok(told) = serde_json::from_slice::<Told>(body) else { return false };
    let errors = told.errors.iter().filter_map(|error| error.message.as_deref());
    told.message.as_deref().into_iter().chain(errors).any(speaks_of_giving_up)
}

fn speaks_of_giving_up(message: &str) -> bool {
    let said = message.to_ascii_lowercase();
    said.starts_with("something went wrong while executing your query")
        || said.contains("respond to your request in time")
}

/// What GitHub gave, and which places in it are null for a reason of their own. No data at all where none of the fields
/// above such a place may be null.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Partial<T> {
    pub(super) data: Option<T>,
    pub(super) gaps: Vec<(Vec<String>, GitHubError)>,
}

impl<T> GraphQlAnswer<T> {
    /// The data, as far as there is some.
    ///
    /// # Errors
    ///
    /// What the first error means that is about more than one part of the answer.
    pub(super) fn data(self) -> Result<Partial<T>, GitHubError> {
        let mut gaps = Vec::new();
        for error in self.errors {
            let meaning = error.meaning();
            // What is said of the root is said of everything.
            if !may_be_partial(&meaning) || error.path.len() < 2 {
                return Err(meaning);
            }
            gaps.push((error.path.iter().map(step).collect(), meaning));
        }
        if self.data.is_none() && gaps.is_empty() {
            return Err(GitHubError::Decode("a GraphQL answer without data".to_owned()));
        }
        Ok(Partial { data: self.data, gaps })
    }
}

/// Whether the rest of the answer, or of what was asked, may be good.
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
    /// Source: GitHub GraphQL "Rate limits and query limits"; the kinds are as github-profile-3d-contrib#163 and
    /// cli/cli#7881 have them.
    fn meaning(&self) -> GitHubError {
        let message = self.message.as_deref().unwrap_or_default();
        match self.kind.as_str() {
            "INSUFFICIENT_SCOPES" => GitHubError::ScopeMissing,
            "FORBIDDEN" if self.extensions["saml_failure"] == true => GitHubError::SsoRequired { url: None },
            "FORBIDDEN" => refused_by::sentence(message).unwrap_or(GitHubError::Forbidden),
            "NOT_FOUND" => GitHubError::NotFound,
            "RESOURCE_LIMITS_EXCEEDED" | "MAX_NODE_LIMIT_EXCEEDED" => GitHubError::TooLarge,
            _ if speaks_of_giving_up(message) => GitHubError::GaveUp,
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

    use super::{GitHubError, GraphQlAnswer, Partial, RateLimitHit, Timestamp, limit};
    use gatehouse_model::{Policy, RateLimit};

    fn read(text: &str) -> Result<Partial<i32>, GitHubError> {
        serde_json::from_str::<GraphQlAnswer<i32>>(text).expect("JSON").data()
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
        assert!(whole.data == Some(7) && whole.gaps.is_empty());
        let closed =
            r#"{"type": "FORBIDDEN", "path": ["viewer", "nodes", 2], "message": "organization SAML enforcement"}"#;
        let large = r#"{"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["viewer", "calendar"]}"#;
        let gaps = vec![
            (["viewer", "nodes", "2"].map(str::to_owned).to_vec(), GitHubError::SsoRequired { url: None }),
            (["viewer", "calendar"].map(str::to_owned).to_vec(), GitHubError::TooLarge),
        ];
        let partly = read(&format!(r#"{{"data": 7, "errors": [{closed}, {large}]}}"#)).expect("data");
        assert_eq!(partly, Partial { data: Some(7), gaps: gaps.clone() });
        let none = read(&format!(r#"{{"data": null, "errors": [{closed}, {large}]}}"#)).expect("reasons");
        assert_eq!(none, Partial { data: None, gaps }, "nothing above the place may be null");
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
        assert_eq!(limit(&HeaderMap::from_iter(headers), text.as_bytes(), Timestamp(1_000)), expected);
    }
}
