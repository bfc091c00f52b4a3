use oauth2::{RequestTokenError, basic::BasicErrorResponse};

use super::http::HttpError;

/// Why the token endpoint gave no token.
///
/// Made from the crate's error without keeping it: its `Parse` variant carries the answer's bytes, tokens included.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// `bad_verification_code`: used, expired or wrong.
    #[error("GitHub refused the code")]
    CodeRefused,
    /// `bad_refresh_token`: used, expired or withdrawn.
    #[error("GitHub refused the refresh token")]
    RefreshRefused,
    /// `unverified_user_email`.
    #[error("the person's primary e-mail address is not verified")]
    EmailUnverified,
    /// `incorrect_client_credentials` or `redirect_uri_mismatch`: our settings, not the person's doing.
    #[error("GitHub does not accept this application's settings: {0}")]
    Misconfigured(String),
    /// An error GitHub does not document for this request.
    #[error("GitHub answered {0:?}")]
    Refused(String),
    #[error("the token endpoint did not answer")]
    NoAnswer(#[source] HttpError),
    /// Neither a token nor an error: an HTML page, a cut answer.
    #[error("the token endpoint's answer cannot be read")]
    Unreadable,
}

impl From<RequestTokenError<HttpError, BasicErrorResponse>> for TokenError {
    fn from(error: RequestTokenError<HttpError, BasicErrorResponse>) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer) => Self::from_code(answer.error().as_ref()),
            RequestTokenError::Request(error) => Self::NoAnswer(error),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Self::Unreadable,
        }
    }
}

impl TokenError {
    /// For how many seconds GitHub asks to be left alone, where it does.
    #[must_use]
    pub fn retry_after(&self) -> Option<i64> {
        if let Self::NoAnswer(error) = self { error.retry_after() } else { None }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "bad_verification_code" => Self::CodeRefused,
            "bad_refresh_token" => Self::RefreshRefused,
            "unverified_user_email" => Self::EmailUnverified,
            "incorrect_client_credentials" | "redirect_uri_mismatch" => Self::Misconfigured(code.to_owned()),
            other => Self::Refused(other.chars().filter(char::is_ascii_graphic).take(64).collect()),
        }
    }
}
