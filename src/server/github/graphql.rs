use serde::Deserialize;

use super::GitHubError;

/// A GraphQL answer. Errors come with status 200, and one field without its scope costs the query all its data.
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
}

impl<T> GraphQlAnswer<T> {
    /// The data; whole, or not at all.
    ///
    /// # Errors
    ///
    /// What the first error means.
    pub(super) fn data(self) -> Result<T, GitHubError> {
        if let Some(error) = self.errors.first() {
            return Err(match error.kind.as_str() {
                "INSUFFICIENT_SCOPES" | "FORBIDDEN" => GitHubError::Forbidden,
                "NOT_FOUND" => GitHubError::NotFound,
                // The message may quote what was asked; the kind is one of a few words.
                kind => {
                    GitHubError::Upstream(format!("a GraphQL error of the kind {:?}", kind.get(..40).unwrap_or(kind)))
                }
            });
        }
        self.data.ok_or_else(|| GitHubError::Decode("a GraphQL answer without data".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{GitHubError, GraphQlAnswer};

    #[rstest]
    #[case::good(r#"{"data": 7}"#, Ok(7))]
    #[case::scope(r#"{"data": null, "errors": [{"type": "INSUFFICIENT_SCOPES"}]}"#, Err(GitHubError::Forbidden))]
    #[case::partly(r#"{"data": 7, "errors": [{"type": "NOT_FOUND"}]}"#, Err(GitHubError::NotFound))]
    #[case::untyped(r#"{"errors": [{"message": "Something"}]}"#,
        Err(GitHubError::Upstream("a GraphQL error of the kind \"\"".to_owned())))]
    #[case::nothing("{}", Err(GitHubError::Decode("a GraphQL answer without data".to_owned())))]
    fn an_answer_is_whole_or_an_error(#[case] text: &str, #[case] expected: Result<i32, GitHubError>) {
        let answer: GraphQlAnswer<i32> = serde_json::from_str(text).expect("JSON");
        assert_eq!(answer.data(), expected);
    }
}
