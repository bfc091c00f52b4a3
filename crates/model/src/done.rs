/// What an action led to, where its 303 ends on a page that says so. A fixed list: the address carries only the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// A device was ended.
    Ended,
    EndedOthers,
    /// There was nothing left to end.
    Already,
    /// The action's form was sent twice, or too late: nothing was done.
    Spent,
    DisconnectFailed,
    Deleted,
    SignedOutEverywhere,
    /// This browser's session was ended in it.
    SignedOut,
    /// GitHub gave the session a pair with other scopes.
    Scopes,
    /// GitHub gave fewer scopes than were asked for.
    FewerScopes,
    /// The way to GitHub for other scopes came to nothing.
    ScopesUnchanged,
    /// This site is a GitHub App, which has no scopes.
    NoScopes,
    /// GitHub's limit is used up; pressed again later, it goes on.
    ScopesLimited,
    /// The GitHub App was installed.
    Installed,
    /// An owner of the organisation was asked to install it.
    InstallationRequested,
}

impl Flash {
    /// Everything an action may lead to.
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
        Self::ALL.into_iter().find(|done| done.code() == code)
    }

    /// The word in the address.
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
