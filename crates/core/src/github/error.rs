use gatehouse_model::{AppError, Policy, RateLimit, SessionVerdict, Timestamp};

/// Why there is no usable answer from GitHub.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GitHubError {
    /// GitHub's own 401. Never tried again with the same token: GitHub then refuses good ones, too.
    #[error("GitHub does not accept the token")]
    Unauthorized,
    /// GitHub's own 403 or 451 without a known reason.
    #[error("GitHub does not allow it")]
    Forbidden,
    /// A 403 whose message says so; GitHub has no code for it.
    #[error("GitHub has suspended the account")]
    Suspended,
    /// A 403 whose headers show that the token has none of the scopes that would do, or a GraphQL error that says so.
    #[error("a scope that was not granted is required")]
    ScopeMissing,
    /// A GitHub App's permissions do not allow it.
    #[error("a permission that the application does not have is required")]
    PermissionMissing,
    /// A 403 or a GraphQL error that names an organisation's policy.
    #[error("an organisation's policy forbids it ({0:?})")]
    Closed(Policy),
    /// A 403 with `X-GitHub-SSO: required`, and the sign-on page where that is on GitHub's own host.
    #[error("the organisation requires single sign-on")]
    SsoRequired { url: Option<String> },
    /// A 403, 429 or GraphQL error due to a rate limit. It applies to the viewer, not to the resource: nothing more is
    /// sent until then.
    #[error("a rate limit ({kind:?}) until {until:?}")]
    RateLimited { kind: RateLimit, until: Timestamp },
    #[error("GitHub does not know it")]
    NotFound,
    /// A GraphQL query that is too expensive for GitHub; parts of it may be answered.
    #[error("the query is too large for GitHub")]
    TooLarge,
    /// GitHub aborted the query after its own ten seconds; parts of it may be answered.
    #[error("GitHub gave up on the query")]
    GaveUp,
    /// A 5xx, a redirect, a broken connection, or an answer from a proxy. The text is for the log.
    #[error("GitHub failed: {0}")]
    Upstream(String),
    #[error("GitHub did not answer in time")]
    TimedOut,
    /// The request is still under way; the next attempt finds its answer in the cache.
    #[error("GitHub is still being asked")]
    StillAsking,
    /// The text is for the log; it names a position, never a value.
    #[error("GitHub's answer cannot be read: {0}")]
    Decode(String),
    /// The session's token has expired or cannot be decrypted: nothing was sent.
    #[error("there is no usable token")]
    NoToken(SessionVerdict),
    /// The database is too busy to renew the token.
    #[error("the database is busy")]
    Busy,
    /// A failure of our own: nothing was sent.
    #[error("the token could not be read")]
    Internal,
}

impl From<GitHubError> for AppError {
    fn from(error: GitHubError) -> Self {
        match error {
            GitHubError::Unauthorized | GitHubError::NoToken(_) => Self::TokenRefused,
            GitHubError::Forbidden => Self::Forbidden,
            GitHubError::Suspended => Self::Suspended,
            GitHubError::ScopeMissing => Self::ScopeMissing,
            GitHubError::PermissionMissing => Self::PermissionMissing,
            GitHubError::Closed(policy) => Self::Closed { policy },
            GitHubError::SsoRequired { url } => Self::SsoRequired { url },
            GitHubError::RateLimited { kind, until } => Self::RateLimited { kind, until },
            GitHubError::NotFound => Self::NotFound,
            GitHubError::Upstream(_) => Self::GitHubDown,
            GitHubError::TooLarge => Self::TooLarge,
            GitHubError::TimedOut | GitHubError::GaveUp => Self::TimedOut,
            GitHubError::StillAsking => Self::StillAsking,
            GitHubError::Decode(_) => Self::Unreadable,
            GitHubError::Busy => Self::Busy,
            GitHubError::Internal => Self::Internal,
        }
    }
}
