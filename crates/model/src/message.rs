use serde::{Deserialize, Serialize};

/// A message that one response leaves for the next page, which shows it once. It travels in a cookie and never in a
/// URL, because anybody can craft a link that reports something that never happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// The outcome of an action.
    Flash(Flash),
    /// Why a sign-in or reauthentication failed, or why a session ended.
    SignIn(SignInReason),
}

impl Message {
    /// The message named `code`, if it is one of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('.')? {
            ("done", code) => Flash::from_code(code).map(Self::Flash),
            ("why", code) => SignInReason::from_code(code).map(Self::SignIn),
            _ => None,
        }
    }

    /// Its form in the cookie.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Flash(flash) => format!("done.{}", flash.code()),
            Self::SignIn(reason) => format!("why.{}", reason.code()),
        }
    }
}

impl From<Flash> for Message {
    fn from(flash: Flash) -> Self {
        Self::Flash(flash)
    }
}

impl From<SignInReason> for Message {
    fn from(reason: SignInReason) -> Self {
        Self::SignIn(reason)
    }
}

/// The outcome of an action, shown on the page its 303 leads to. A closed list: only the code travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// A device was ended.
    Ended,
    EndedOthers,
    /// There was nothing left to end.
    Already,
    /// The form was submitted twice or too late, and nothing was done.
    Spent,
    DisconnectFailed,
    Deleted,
    SignedOutEverywhere,
    /// This browser's session ended as well.
    SignedOut,
    /// The session now has a pair with other scopes.
    Scopes,
    /// GitHub granted fewer scopes than requested.
    FewerScopes,
    /// The request for other scopes failed or was cancelled.
    ScopesUnchanged,
    /// This site is a GitHub App, which has no scopes.
    NoScopes,
    /// GitHub's rate limit is used up; submitting again later resumes.
    ScopesLimited,
    /// The GitHub App was installed.
    Installed,
    /// An owner of the organisation was asked to install it.
    InstallationRequested,
}

impl Flash {
    /// Every outcome.
    pub const ALL: [Self; 15] = [
        Self::Ended,
        Self::EndedOthers,
        Self::Already,
        Self::Spent,
        Self::DisconnectFailed,
        Self::Deleted,
        Self::SignedOutEverywhere,
        Self::SignedOut,
        Self::Scopes,
        Self::FewerScopes,
        Self::ScopesUnchanged,
        Self::NoScopes,
        Self::ScopesLimited,
        Self::Installed,
        Self::InstallationRequested,
    ];

    /// The outcome named `code`, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flash| flash.code() == code)
    }

    /// Its name in the cookie.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::EndedOthers => "ended-others",
            Self::Already => "already",
            Self::Spent => "spent",
            Self::DisconnectFailed => "disconnect-failed",
            Self::Deleted => "deleted",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::SignedOut => "signed-out",
            Self::Scopes => "scopes",
            Self::FewerScopes => "fewer-scopes",
            Self::ScopesUnchanged => "scopes-unchanged",
            Self::NoScopes => "no-scopes",
            Self::ScopesLimited => "scopes-limited",
            Self::Installed => "installed",
            Self::InstallationRequested => "installation-requested",
        }
    }
}

/// Why somebody is shown the sign-in page. A closed list: only the code travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SignInReason {
    /// They asked for a protected page.
    Required,
    /// They cancelled at GitHub.
    Denied,
    /// The flow was older than ten minutes, or its cookie is gone.
    FlowExpired,
    /// The flow was started in another browser, or its answer has been used already.
    FlowUnknown,
    /// The answer from GitHub was malformed, or came from another issuer.
    BadAnswer,
    /// GitHub refused the code: used, expired or wrong.
    CodeRefused,
    /// GitHub wants the primary email address verified first.
    EmailUnverified,
    /// GitHub has suspended the application, or it is set up wrongly.
    Misconfigured,
    /// GitHub did not answer, or answered with an error.
    GitHubDown,
    /// GitHub has suspended the person's account.
    Suspended,
    /// GitHub won't say whose token it is, for example because of an organisation's policy.
    Closed,
    /// The GitHub App was installed. GitHub redirects here afterwards, which is no sign-in.
    Installed,
    /// The same, but an owner of the organisation has to approve it first.
    InstallationRequested,
    /// The person's rate limit at GitHub is used up; the pair is kept for another attempt.
    GitHubLimited,
    /// The session was idle for too long.
    Idle,
    /// The session reached its absolute limit.
    Absolute,
    /// It was ended from another device.
    Ended,
    /// Too many devices were signed in, and this one was the least recently used.
    Cap,
    /// Another account signed in on the same browser.
    Replaced,
    /// GitHub no longer accepts the session's tokens.
    TokensDead,
    /// The viewer disconnected GitHub, here or on another device.
    Disconnected,
    /// An operator ended it.
    Operator,
    /// The tokens are sealed with a key this server does not have.
    KeyUnknown,
    /// The reauthentication returned with another GitHub account.
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

    /// Its name in cookies, logs and the database.
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

#[cfg(test)]
mod tests {
    use super::{Flash, Message, SignInReason};

    #[test]
    fn every_message_reads_back() {
        for flash in Flash::ALL.map(Message::Flash).into_iter().chain(SignInReason::ALL.map(Message::SignIn)) {
            assert_eq!(Message::from_code(&flash.code()), Some(flash));
        }
        for code in ["", "done", "done.", "why.<script>", "idle", "done.idle"] {
            assert_eq!(Message::from_code(code), None, "{code}");
        }
    }
}
