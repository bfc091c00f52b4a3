use serde::Deserialize;

use super::Patch;

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
    /// A secondary limit that does not say for how long: as an error of this status, or with 200 as GraphQL tells it.
    SlowDown { status: u16 },
    /// 403 with `X-GitHub-SSO: required`, and the page to pass the sign-on at.
    Sso { url: Option<String> },
    /// The normal answer, changed.
    Patch(Patch),
    /// A GraphQL answer in which this node (`viewer.pinnedItems.nodes.0`) is null, and an error says that an organisation
    /// keeps it closed.
    Closed { node: String },
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
