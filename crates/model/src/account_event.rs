use serde::{Deserialize, Serialize};

use super::{Moment, Why};

/// Something that happened to the viewer's sessions and tokens, once or several times in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvent {
    /// When it happened last.
    pub at: Moment,
    /// When it happened first: `at`, unless it was repeated.
    pub first_at: Moment,
    /// How often. Repeats less than an hour apart are one event.
    pub times: u32,
    pub kind: EventKind,
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
    pub now: Moment,
    /// Older ones are forgotten after so many days.
    pub kept_days: u32,
}

/// The two lists of a history. What anybody can repeat at will stands apart from what it might be meant to hide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventGroup {
    /// Sign-ins, proofs and endings. Each stands alone.
    Sessions,
    /// Whatever else; repeats are one event.
    Noise,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    SignedIn,
    /// A sign-in begun in a signed-in browser did not finish.
    SignInFailed(Why),
    /// The viewer proved again that it is them.
    Proved,
    /// A proof did not finish, or another account came back.
    ProofRefused(Why),
    /// GitHub gave the session a new pair of tokens.
    Refreshed,
    /// GitHub gave a new pair and it was lost before it could be kept.
    PairLost,
    /// A session ended; [`Why::Required`] stands for a sign-out.
    Ended(Why),
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
    /// An act was asked for that needs a fresh session, and this one was not.
    ProofAsked,
}

impl EventKind {
    /// The list it stands in.
    #[must_use]
    pub fn group(self) -> EventGroup {
        match self {
            Self::SignedIn | Self::Proved | Self::ScopesChanged | Self::Ended(_) | Self::Disconnected => {
                EventGroup::Sessions
            }
            Self::SignInFailed(_)
            | Self::ProofRefused(_)
            | Self::Refreshed
            | Self::PairLost
            | Self::Revoked
            | Self::RevocationGivenUp
            | Self::DisconnectFailed
            | Self::Exported
            | Self::ProofAsked => EventGroup::Noise,
        }
    }

    /// Every kind with every reason.
    #[must_use]
    pub fn each() -> Vec<Self> {
        let plain = [
            Self::SignedIn,
            Self::Proved,
            Self::Refreshed,
            Self::PairLost,
            Self::Revoked,
            Self::RevocationGivenUp,
            Self::ScopesChanged,
            Self::Disconnected,
            Self::DisconnectFailed,
            Self::Exported,
            Self::ProofAsked,
        ];
        let reasoned =
            Why::ALL.into_iter().flat_map(|why| [Self::SignInFailed(why), Self::ProofRefused(why), Self::Ended(why)]);
        plain.into_iter().chain(reasoned).collect()
    }
}
