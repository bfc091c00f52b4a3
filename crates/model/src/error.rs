use serde::{Deserialize, Serialize};

use super::{SignInReason, Timestamp};

/// Which of GitHub's rate limits was hit (GitHub REST "Rate limits").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RateLimit {
    /// The hourly allowance is used up. It is shared by all the applications a viewer uses.
    Primary,
    /// Too much at once, by criteria GitHub does not publish in full.
    Secondary,
}

/// The organisation's policy that denies this site access to something the viewer may see elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Policy {
    /// Its IP allow list does not include this site's address.
    Addresses,
    /// It restricts third-party applications and has not approved this one.
    Applications,
}

/// What to do about a session that turned out to be unusable while a page was rendering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionVerdict {
    /// It has ended, or continues under a new id. Requesting the same URL again lets the guard decide.
    Reload,
    /// It is still valid, but only a new sign-in helps.
    SignIn(SignInReason),
}

/// Every failure a person may see. A closed list without free text: the cause is in the server's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in, or the session has ended.
    SignedOut,
    /// GitHub no longer accepts the token of this session.
    TokenRefused,
    /// GitHub denies the viewer access.
    Forbidden,
    /// GitHub has suspended the viewer's account.
    Suspended,
    /// It needs a scope that the viewer has not granted.
    ScopeMissing,
    /// It needs a permission that this site's GitHub App does not have.
    PermissionMissing,
    /// An organisation denies this site access.
    Closed { policy: Policy },
    /// An organisation requires its single sign-on.
    SsoRequired {
        /// GitHub's page for it, validated to be on GitHub's own host over https.
        url: Option<String>,
    },
    /// GitHub's rate limit was hit.
    RateLimited {
        kind: RateLimit,
        /// When to try again.
        until: Timestamp,
    },
    /// It does not exist at GitHub, or is hidden from the viewer.
    NotFound,
    /// GitHub considers it too large to answer.
    TooLarge,
    /// GitHub failed to answer.
    GitHubDown,
    /// GitHub did not answer in time.
    TimedOut,
    /// The request to GitHub is still running; the page did not wait for it.
    StillAsking,
    /// GitHub's answer could not be parsed.
    Unreadable,
    /// The request was malformed.
    BadRequest,
    /// Too many concurrent writes on our side.
    Busy,
    /// A failure on our side.
    Internal,
}

impl AppError {
    /// The HTTP status of a page or server function that fails with this error (RFC 9110).
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut | Self::TokenRefused => 401,
            Self::Forbidden
            | Self::Suspended
            | Self::ScopeMissing
            | Self::PermissionMissing
            | Self::Closed { .. }
            | Self::SsoRequired { .. } => 403,
            Self::RateLimited { .. } | Self::Busy => 503,
            Self::NotFound => 404,
            Self::GitHubDown | Self::TooLarge | Self::Unreadable => 502,
            Self::TimedOut | Self::StillAsking => 504,
            Self::BadRequest => 400,
            Self::Internal => 500,
        }
    }

    /// Seconds after `now` until a retry makes sense, if known.
    #[must_use]
    pub fn retry_after(&self, now: Timestamp) -> Option<i64> {
        match self {
            Self::RateLimited { until, .. } => Some((until.0 - now.0).max(1)),
            Self::Busy => Some(5),
            _ => None,
        }
    }
}

/// In English, for logs and tests; the pages' texts are in `locales/`.
impl std::fmt::Display for AppError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::SignedOut => "You're signed out.",
            Self::TokenRefused => "GitHub has ended this sign-in.",
            Self::Forbidden => "GitHub doesn't let you see this.",
            Self::Suspended => "GitHub has suspended your account.",
            Self::ScopeMissing => "This site lacks a scope for this.",
            Self::PermissionMissing => "This site lacks a permission for this.",
            Self::Closed { policy: Policy::Addresses } => "Your organisation only allows known IP addresses.",
            Self::Closed { policy: Policy::Applications } => "Your organisation hasn't approved this site.",
            Self::SsoRequired { .. } => "Your organisation requires single sign-on.",
            Self::RateLimited { kind: RateLimit::Primary, .. } => "GitHub's hourly limit is used up.",
            Self::RateLimited { kind: RateLimit::Secondary, .. } => "GitHub asks for a pause.",
            Self::NotFound => "GitHub can't find this.",
            Self::TooLarge => "This is too large for GitHub to answer.",
            Self::GitHubDown => "GitHub isn't responding right now.",
            Self::StillAsking => "GitHub is taking its time.",
            Self::TimedOut => "GitHub is taking too long to respond.",
            Self::Unreadable => "We can't make sense of GitHub's answer.",
            Self::BadRequest => "We can't make sense of this request.",
            Self::Busy => "This site is busy right now.",
            Self::Internal => "Something went wrong on our side.",
        })
    }
}

impl std::error::Error for AppError {}
