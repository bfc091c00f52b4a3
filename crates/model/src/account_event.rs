use serde::{Deserialize, Serialize};

use super::{SignInReason, Timestamp};

/// Something that happened to the viewer's sessions and tokens, once or several times in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvent {
    /// When it happened last.
    pub at: Timestamp,
    /// When it happened first: `at`, unless it was repeated.
    pub first_at: Timestamp,
    /// How often. Repeats less than an hour apart are one event.
    pub times: u32,
    pub kind: AccountEventKind,
    /// The device it happened on, for example `Firefox on Linux`; empty where it was none.
    pub browser: String,
}

/// One page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvents {
    /// The latest first.
    pub events: Vec<AccountEvent>,
    /// From 1, at most `pages`.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    /// The server's clock at this answer.
    pub now: Timestamp,
    /// Older ones are forgotten after so many days.
    pub kept_days: u32,
}

/// The two lists of a history. What anybody can repeat at will stands apart from what it might be meant to hide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountEventGroup {
    /// Sign-ins, reauthentications and endings. Each stands alone.
    Sessions,
    /// Whatever else; repeats are one event.
    Noise,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountEventKind {
    SignedIn,
    /// A sign-in begun in a signed-in browser did not finish.
    SignInFailed(SignInReason),
    /// The viewer proved again that it is them.
    Reauthenticated,
    /// A reauthentication did not finish, or another account came back.
    ReauthenticationFailed(SignInReason),
    /// GitHub gave the session a new pair of tokens.
    Refreshed,
    /// GitHub gave a new pair and it was lost before it could be kept.
    PairLost,
    /// A session ended; [`SignInReason::Required`] stands for a sign-out.
    Ended(SignInReason),
    /// GitHub has confirmed that an ended session's tokens are dead.
    Revoked,
    /// GitHub did not confirm it for a week, and we no longer ask.
    RevocationGivenUp,
    /// The viewer proved that it is them, and the session took other scopes.
    ScopesChanged,
    /// The viewer disconnected GitHub.
    Disconnected,
    /// GitHub did not confirm a disconnection; nothing has changed.
    DisconnectFailed,
    /// The viewer downloaded their data.
    Exported,
    /// An action was asked for that needs a fresh session, and this one was not.
    ReauthenticationRequired,
}

impl AccountEventKind {
    /// The list it stands in.
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

    /// Every kind with every reason.
    #[must_use]
    pub fn each() -> Vec<Self> {
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
        let reasoned = SignInReason::ALL
            .into_iter()
            .flat_map(|reason| [Self::SignInFailed(reason), Self::ReauthenticationFailed(reason), Self::Ended(reason)]);
        plain.into_iter().chain(reasoned).collect()
    }
}
