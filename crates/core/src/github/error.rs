use gatehouse_model::{AppError, Policy, RateLimit, SessionVerdict, Timestamp};

/// Why GitHub gave no answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GitHubError {
    /// GitHub's own 401. Never tried again with the same token: GitHub then refuses good ones, too.
    #[error("GitHub does not accept the token")]
    Unauthorized,
    /// GitHub's own 403 or 451 of which no more is known.
    #[error("GitHub does not allow it")]
    Forbidden,
    /// 403 whose message says so; GitHub has no code for it.
    #[error("GitHub has suspended the account")]
    Suspended,
    /// 403, and by its headers none of the scopes that would do is held; or a GraphQL error that says so.
    #[error("it takes a scope that was not granted")]
    ScopeMissing,
    /// A GitHub App's permissions do not allow it.
    #[error("it takes a permission that the application does not have")]
    PermissionMissing,
    /// 403 or a GraphQL error that names an organisation's policy.
    #[error("an organisation keeps it closed ({0:?})")]
    Closed(Policy),
    /// 403 with `X-GitHub-SSO: required`, and the page for it where that is on GitHub's own host.
    #[error("the organisation asks for single sign-on")]
    SsoRequired { url: Option<String> },
    /// 403, 429 or a GraphQL error with a limit behind it. The viewer's, whatever was asked: until then nothing more
    /// leaves.
    #[error("a rate limit ({kind:?}) until {until:?}")]
    RateLimited { kind: RateLimit, until: Timestamp },
    #[error("GitHub does not know it")]
    NotFound,
    /// A GraphQL query that asks for more than GitHub will work out for one; parts of it may be answered.
    #[error("the query is too large for GitHub")]
    TooLarge,
    /// GitHub ended the query after ten seconds of its own; parts of it may be answered.
    #[error("GitHub gave up on the query")]
    GaveUp,
    /// 5xx, a redirect, a connection that broke; and whatever a proxy says in GitHub's place. The text is for the log.
    #[error("GitHub failed: {0}")]
    Upstream(String),
    #[error("GitHub did not answer in time")]
    TimedOut,
    /// GitHub is still being asked; whoever asks again finds its answer.
    #[error("GitHub is still being asked")]
    StillAsking,
    /// The text is for the log; it names a place, never a value.
    #[error("GitHub's answer cannot be read: {0}")]
    Decode(String),
    /// The session's token ran out, or does not open here: nobody was asked.
    #[error("there is no token to ask with")]
    NoToken(SessionVerdict),
    /// Too many wanted to write, so the token could not be renewed.
    #[error("the database has no time")]
    Busy,
    /// Our own side kept us from asking.
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
