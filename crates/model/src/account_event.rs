use serde::{Deserialize, Serialize};

use super::{SignInReason, Timestamp};

/// Something that happened to the viewer's sessions or tokens, once or several times in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvent {
    /// When it last happened.
    pub at: Timestamp,
    /// When it first happened; equals `at` unless it was repeated.
    pub first_at: Timestamp,
    /// How often. Repeats less than an hour apart are combined into one event.
    pub times: u32,
    pub kind: AccountEventKind,
    /// The device it happened on, for example `Firefox on Linux`; empty if none was involved.
    pub browser: String,
}

/// One page of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvents {
    /// Latest first.
    pub events: Vec<AccountEvent>,
    /// From 1, at most `pages`.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// The server's clock when it answered.
    pub now: Timestamp,
    /// Events are deleted after this many days.
    pub kept_days: u32,
}

/// The two lists of a history. Events that can be repeated at will are kept apart, so that they cannot push sign-ins
/// out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountEventGroup {
    /// Sign-ins, reauthentications and ended sessions, each listed separately.
    Sessions,
    /// Everything else, with repeats combined.
    Noise,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountEventKind {
    SignedIn,
    /// A sign-in started in a signed-in browser did not complete.
    SignInFailed(SignInReason),
    Reauthenticated,
    /// A reauthentication did not complete, or returned with another account.
    ReauthenticationFailed(SignInReason),
    /// The session received a new pair of tokens.
    Refreshed,
    /// GitHub issued a new pair that was lost before it could be saved.
    PairLost,
    /// A session ended; [`SignInReason::Required`] means the viewer signed out.
    Ended(SignInReason),
    /// GitHub confirmed that an ended session's tokens are revoked.
    Revoked,
    /// GitHub did not confirm it for a week, and we gave up.
    RevocationGivenUp,
    /// The viewer reauthenticated, and the session received other scopes.
    ScopesChanged,
    /// The viewer disconnected GitHub.
    Disconnected,
    /// GitHub did not confirm the disconnection, and nothing has changed.
    DisconnectFailed,
    /// The viewer downloaded their data.
    Exported,
    /// A sensitive action was requested in a session that was not fresh.
    ReauthenticationRequired,
}

impl AccountEventKind {
    /// The list it belongs to.
    #[must_use]
    pub fn group(self) -> AccountEventGroup {
        match self {
            Self::SignedIn | Self::Reauthenticated | Self::ScopesChanged | Self::Ended(_) | Self::Disconnected => {
                AccountEventGroup::Sessions
            }
            Self::SignInFailed(_)
            | Self::ReauthenticationFailed(_)
            | Self::Refreshed
            | Self::PairLost
            | Self::Revoked
            | Self::RevocationGivenUp
            | Self::DisconnectFailed
            | Self::Exported
            | Self::ReauthenticationRequired => AccountEventGroup::Noise,
        }
    }

    /// Every kind, with every reason.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let plain = [
            Self::SignedIn,
            Self::Reauthenticated,
            Self::Refreshed,
            Self::PairLost,
            Self::Revoked,
            Self::RevocationGivenUp,
            Self::ScopesChanged,
            Self::Disconnected,
            Self::DisconnectFailed,
            Self::Exported,
            Self::ReauthenticationRequired,
        ];
        let with_reason = SignInReason::ALL
            .into_iter()
            .flat_map(|reason| [Self::SignInFailed(reason), Self::ReauthenticationFailed(reason), Self::Ended(reason)]);
        plain.into_iter().chain(with_reason).collect()
    }
}
