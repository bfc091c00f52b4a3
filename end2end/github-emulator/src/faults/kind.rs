use serde::Deserialize;

/// How a request goes wrong.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// GitHub's JSON error with this status.
    Status { status: u16, message: String },
    /// A long HTML page, as proxies in front of GitHub send.
    Html { status: u16 },
    /// 403, nothing remaining until the reset.
    RateLimited { reset_in: u64 },
    /// 429 with `retry-after`.
    SecondaryLimit { retry_after: u64 },
    /// 403 with `X-GitHub-SSO: required`.
    Sso,
    /// 200 with an error body, as the token endpoint answers.
    OauthError { error: String },
    /// The normal answer, late.
    Delay { millis: u64 },
    /// No answer while the emulator lives.
    Hang,
    /// The work is done and its answer lost.
    LostAnswer,
    /// 200 with JSON cut in the middle.
    Garbage,
    /// 200 with a body of this many bytes and no `content-length`.
    Huge { bytes: u64 },
    /// 302 to somewhere else.
    Redirect { to: String },
    /// 401 Bad credentials.
    Unauthorized,
}
