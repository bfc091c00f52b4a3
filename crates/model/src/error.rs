use serde::{Deserialize, Serialize};

use super::{SignInReason, Timestamp};

/// Which of GitHub's limits was met (GitHub REST "Rate limits").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RateLimit {
    /// The hourly allowance is used up. GitHub counts every application that the viewer uses.
    Primary,
    /// Too much at once, by one of several measures that GitHub keeps to itself.
    Secondary,
}

/// By what an organisation keeps something closed to this site, whatever the viewer may see elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Policy {
    /// Its IP allow list does not have the address this site asks from.
    Addresses,
    /// It restricts applications, and has not approved this one.
    Applications,
}

/// What is to be done about a session that turned out to be of no use while a page was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionVerdict {
    /// It has ended, or goes on under a new id. The same address, asked again, meets the guard, which knows.
    LookAgain,
    /// It stands, and only a new sign-in helps.
    SignIn(SignInReason),
}

/// Every failure a person may meet. A closed list without free text: the cause is in the server's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in, or the session has ended.
    SignedOut,
    /// GitHub no longer accepts the token of this session.
    TokenRefused,
    /// GitHub knows the viewer but does not allow this.
    Forbidden,
    /// GitHub has suspended the viewer's account.
    Suspended,
    /// It takes a scope that the viewer has not granted to this site.
    ScopeMissing,
    /// It takes a permission that this site's GitHub App does not have.
    PermissionMissing,
    /// An organisation keeps this closed to this site.
    Closed {
        /// By what.
        policy: Policy,
    },
    /// An organisation asks for its single sign-on first.
    SsoRequired {
        /// The page at GitHub where it is passed. Checked: on GitHub's own host, by https.
        url: Option<String>,
    },
    /// GitHub wants to be left alone for a while.
    RateLimited {
        kind: RateLimit,
        /// When GitHub answers again.
        until: Timestamp,
    },
    /// There is no such thing at GitHub, or the viewer may not know of it.
    NotFound,
    /// GitHub finds it too large to be answered.
    TooLarge,
    /// GitHub answered with an error of its own.
    GitHubDown,
    /// GitHub did not answer in time.
    TimedOut,
    /// GitHub is still being asked; the page did not wait for it.
    StillAsking,
    /// GitHub answered with something we cannot read.
    Unreadable,
    /// The request made no sense.
    BadRequest,
    /// Too many people change something here at once.
    Busy,
    /// Our own fault.
    Internal,
}

impl AppError {
    /// The HTTP status a page or a server function that ends in this error carries (RFC 9110).
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

    /// In how many seconds after `now` another try is worth it, where that is known.
    #[must_use]
    pub fn retry_after(&self, now: Timestamp) -> Option<i64> {
        match self {
            Self::RateLimited { until, .. } => Some((until.0 - now.0).max(1)),
            Self::Busy => Some(5),
            _ => None,
        }
    }
}

/// In English, for logs and tests: what a page says is in `locales/`.
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
