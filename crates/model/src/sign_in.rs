use serde::{Deserialize, Serialize};

/// Why a person stands at the sign-in page. A fixed list: the address carries only the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SignInReason {
    /// A protected page was asked for.
    Required,
    /// They pressed Cancel at GitHub.
    Denied,
    /// The flow was older than ten minutes, or its cookie is gone.
    FlowExpired,
    /// The flow was begun in another browser, or its answer was used before.
    FlowUnknown,
    /// The answer from GitHub was malformed, or came from another issuer.
    BadAnswer,
    /// GitHub refused the code: used, expired or wrong.
    CodeRefused,
    /// GitHub wants the primary e-mail address verified first.
    EmailUnverified,
    /// GitHub has suspended the application, or it is set up wrongly.
    Misconfigured,
    /// GitHub did not answer, or answered with an error.
    GitHubDown,
    /// GitHub has suspended the person's account.
    Suspended,
    /// GitHub won't tell this site whose the token is: a policy of an organisation, for example.
    Closed,
    /// The GitHub App was installed: GitHub sends the browser here, and that is no sign-in.
    Installed,
    /// The same, where an owner of the organisation has to agree first.
    InstallationRequested,
    /// GitHub's limit for the person is used up; the pair is kept for another try.
    GitHubLimited,
    /// Nobody was active for too long.
    Idle,
    /// The session reached its absolute limit.
    Absolute,
    /// It was ended from another device.
    Ended,
    /// More devices are signed in than allowed; this one was used the longest time ago.
    Cap,
    /// Another account signed in over it, in the same browser.
    Replaced,
    /// GitHub has ended the token set.
    TokensDead,
    /// The viewer disconnected GitHub, here or on another device.
    Disconnected,
    /// Whoever runs the site ended it.
    Operator,
    /// The session's tokens are sealed with a key this server does not have.
    KeyUnknown,
    /// A reauthentication came back with another GitHub account.
    WrongAccount,
}

impl SignInReason {
    /// Every reason.
    pub const ALL: [Self; 24] = [
        Self::Required,
        Self::Denied,
        Self::FlowExpired,
        Self::FlowUnknown,
        Self::BadAnswer,
        Self::CodeRefused,
        Self::EmailUnverified,
        Self::Misconfigured,
        Self::GitHubDown,
        Self::Suspended,
        Self::Closed,
        Self::Installed,
        Self::InstallationRequested,
        Self::GitHubLimited,
        Self::Idle,
        Self::Absolute,
        Self::Ended,
        Self::Cap,
        Self::Replaced,
        Self::TokensDead,
        Self::Disconnected,
        Self::Operator,
        Self::KeyUnknown,
        Self::WrongAccount,
    ];

    /// The word in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Denied => "denied",
            Self::FlowExpired => "flow-expired",
            Self::FlowUnknown => "flow-unknown",
            Self::BadAnswer => "bad-answer",
            Self::CodeRefused => "code-refused",
            Self::EmailUnverified => "email-unverified",
            Self::Misconfigured => "misconfigured",
            Self::GitHubDown => "github-down",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
            Self::Installed => "installed",
            Self::InstallationRequested => "installation-requested",
            Self::GitHubLimited => "github-limited",
            Self::Idle => "idle",
            Self::Absolute => "absolute",
            Self::Ended => "ended",
            Self::Cap => "cap",
            Self::Replaced => "replaced",
            Self::TokensDead => "tokens-dead",
            Self::Disconnected => "disconnected",
            Self::Operator => "operator",
            Self::KeyUnknown => "key-unknown",
            Self::WrongAccount => "wrong-account",
        }
    }

    /// The reason named `code`, if it is one of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
